import { type APIGatewayClient, UpdateIntegrationCommand } from '@aws-sdk/client-api-gateway';
import type { Attachment } from '../../scientist-runtime/contract/releases.ts';
import { assertDeployable, deployRestStages, listDeployedStages } from './deploy-rest-stages.ts';
import { integrationUriOf } from './function-arn.ts';
import { type RestMark, readMark, removeMark, writeMark } from './mark-rest-route.ts';
import { readBack } from './read-back.ts';
import { type RestRoute, readRestRoute } from './read-rest-route.ts';
import { type ApiRoute, movedByOthers, noLambdaProxy, notInForce, noWayBack } from './route-errors.ts';
import { describeNote } from './route-note.ts';
import { ask } from './translate-error.ts';

/** A client, and what the ARN of a REST API takes besides its id. */
export interface RestAccess {
  readonly client: APIGatewayClient;
  readonly partition: string;
  readonly region: string;
}

/**
 * Points a method of a REST API at a function by the URI of its integration, all else as it was, and deploys it.
 * Doing it again gives the same attachment.
 */
export async function attachRestRoute(
  access: RestAccess,
  api: ApiRoute,
  functionArn: string,
  nowMs: number,
): Promise<Attachment> {
  const { client } = access;
  const route = await readRestRoute(client, api);
  const apiArn = apiArnOf(access, api);
  if (route.functionArn === functionArn) {
    const mark = await readMark(client, apiArn, route);
    if (mark === null) {
      throw noWayBack(api);
    }
    const attachment = attachmentOf(api, functionArn, integrationUriOf(mark.formerArn), mark.sinceMs);
    await deployRestStages(client, api.id, describe(attachment));
    return attachment;
  }
  if (route.functionArn === null) {
    throw noLambdaProxy(api, route.uri);
  }
  assertDeployable(api.id, await listDeployedStages(client, api.id));
  const mark: RestMark = { formerArn: route.functionArn, ownArn: functionArn, sinceMs: nowMs };
  const attachment = attachmentOf(api, functionArn, route.uri, nowMs);
  await writeMark(client, apiArn, route, mark);
  await pointRestRoute(client, api, route, integrationUriOf(functionArn));
  await deployRestStages(client, api.id, describe(attachment));
  return attachment;
}

/**
 * Points the method back at its former URI, or at another function, and deploys it. A method that somebody else has
 * moved since stays where it is: going back is then done already, handing it to a function throws `Conflict`.
 */
export async function detachRestRoute(
  access: RestAccess,
  attachment: Attachment,
  functionArn: string | null,
): Promise<void> {
  const { client } = access;
  const api = { id: attachment.apiId, route: attachment.route };
  const apiArn = apiArnOf(access, api);
  const route = await readRestRoute(client, api);
  const mark = await readMark(client, apiArn, route);
  const wanted = functionArn === null ? attachment.formerTarget : integrationUriOf(functionArn);
  if (route.uri === wanted && mark === null) {
    return;
  }
  const isOurs = route.functionArn === attachment.pointsAt || route.functionArn === mark?.ownArn;
  if (route.uri !== wanted && !isOurs) {
    if (functionArn !== null) {
      throw movedByOthers(api, route.functionArn ?? route.uri);
    }
    await removeMark(client, apiArn, route);
    return;
  }
  if (route.uri !== wanted) {
    if (functionArn !== null && mark !== null) {
      await writeMark(client, apiArn, route, { ...mark, ownArn: functionArn });
    }
    await pointRestRoute(client, api, route, wanted);
  }
  await deployRestStages(client, api.id, describe(attachment));
  if (functionArn === null) {
    await removeMark(client, apiArn, route);
  }
}

async function pointRestRoute(
  client: APIGatewayClient,
  api: ApiRoute,
  { resourceId, httpMethod }: RestRoute,
  uri: string,
): Promise<void> {
  await ask(`point ${api.route} of the API ${api.id} at ${uri}`, () =>
    client.send(
      new UpdateIntegrationCommand({
        restApiId: api.id,
        resourceId,
        httpMethod,
        patchOperations: [{ op: 'replace', path: '/uri', value: uri }],
      }),
    ),
  );
  await readBack(
    () => readRestRoute(client, api),
    (found) => found.uri === uri,
    (found) => notInForce(api, uri, found.uri),
  );
}

/** ARN by which tags of a REST API are read and written; it has no account in it. */
export function apiArnOf({ partition, region }: RestAccess, api: ApiRoute): string {
  return `arn:${partition}:apigateway:${region}::/restapis/${api.id}`;
}

function describe({ formerTarget, route, atMs }: Attachment): string {
  return describeNote({ formerTarget, route, sinceMs: atMs });
}

function attachmentOf(api: ApiRoute, functionArn: string, formerTarget: string, atMs: number): Attachment {
  return { apiId: api.id, route: api.route, kind: 'rest', formerTarget, pointsAt: functionArn, atMs };
}
