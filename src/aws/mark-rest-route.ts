import {
  type APIGatewayClient,
  GetTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-api-gateway';
import type { RestRoute } from './read-rest-route.ts';
import { ask } from './translate-error.ts';

/**
 * What a REST API says of a method that we have moved. Its integrations have no description, so the API carries
 * it in tags: they are written before the swap and removed once the way back is deployed, so that an
 * interrupted run finds both the way back and that it is not done.
 */
export interface RestMark {
  /** ARN of the function that the method invoked before. */
  readonly formerArn: string;
  /** ARN of the function that we have pointed it at, or were about to. */
  readonly ownArn: string;
  readonly sinceMs: number;
}

/** Reads the mark of a method; null where there is none. */
export async function readMark(
  client: APIGatewayClient,
  apiArn: string,
  route: RestRoute,
): Promise<RestMark | null> {
  const { tags = {} } = await ask(`read the tags of ${apiArn}`, () =>
    client.send(new GetTagsCommand({ resourceArn: apiArn })),
  );
  const keys = tagKeysOf(route);
  const [formerArn, ownArn] = [tags[keys.former], tags[keys.own]];
  const sinceMs = Date.parse(tags[keys.since] ?? '');
  return formerArn === undefined || ownArn === undefined || Number.isNaN(sinceMs)
    ? null
    : { formerArn, ownArn, sinceMs };
}

/** A mark of the same method that stands there is replaced. */
export async function writeMark(
  client: APIGatewayClient,
  apiArn: string,
  route: RestRoute,
  mark: RestMark,
): Promise<void> {
  const keys = tagKeysOf(route);
  await ask(`tag ${apiArn}`, () =>
    client.send(
      new TagResourceCommand({
        resourceArn: apiArn,
        tags: {
          [keys.former]: mark.formerArn,
          [keys.own]: mark.ownArn,
          [keys.since]: new Date(mark.sinceMs).toISOString(),
        },
      }),
    ),
  );
}

/** Does nothing where there is none. */
export async function removeMark(client: APIGatewayClient, apiArn: string, route: RestRoute): Promise<void> {
  await ask(`untag ${apiArn}`, () =>
    client.send(new UntagResourceCommand({ resourceArn: apiArn, tagKeys: Object.values(tagKeysOf(route)) })),
  );
}

/** A path may hold characters that a tag may not, so the resource is named by its id. */
function tagKeysOf({ resourceId, httpMethod }: RestRoute) {
  const key = (what: string) => `serverless-scientist:${what}:${resourceId}:${httpMethod}`;
  return { former: key('former'), own: key('own'), since: key('since') };
}
