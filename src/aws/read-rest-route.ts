import {
  type APIGatewayClient,
  GetIntegrationCommand,
  paginateGetResources,
} from '@aws-sdk/client-api-gateway';
import { functionArnOfUri } from './function-arn.ts';
import { type ApiRoute, missingRoute } from './route-errors.ts';
import { ask } from './translate-error.ts';

/** A method of a REST API's resource with what it points at. */
export interface RestRoute {
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly uri: string;
  /** The function that the integration invokes as a proxy, whole answers only; null where it is something else. */
  readonly functionArn: string | null;
}

/** Reads a method by `METHOD /path`. Throws `NotFound` where there is none. */
export async function readRestRoute(client: APIGatewayClient, api: ApiRoute): Promise<RestRoute> {
  const [httpMethod = '', path = ''] = api.route.split(' ');
  const existing: string[] = [];
  let resourceId: string | undefined;
  await ask(`list the resources of the API ${api.id}`, async () => {
    const query = { restApiId: api.id, embed: ['methods'] };
    for await (const page of paginateGetResources({ client, pageSize: 500 }, query)) {
      for (const resource of page.items ?? []) {
        const methods = Object.keys(resource.resourceMethods ?? {});
        existing.push(...methods.map((method) => `${method} ${resource.path}`));
        if (resource.path === path && methods.includes(httpMethod)) {
          resourceId = resource.id;
        }
      }
    }
  });
  if (resourceId === undefined) {
    throw missingRoute(api, existing);
  }
  return { resourceId, httpMethod, ...(await readTarget(client, api, resourceId, httpMethod)) };
}

async function readTarget(client: APIGatewayClient, api: ApiRoute, resourceId: string, httpMethod: string) {
  const { type, uri = '' } = await ask(`read the integration of ${api.route} in the API ${api.id}`, () =>
    client.send(new GetIntegrationCommand({ restApiId: api.id, resourceId, httpMethod })),
  );
  return { uri, functionArn: type === 'AWS_PROXY' ? functionArnOfUri(uri) : null };
}
