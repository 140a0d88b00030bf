import {
  type ApiGatewayV2Client,
  GetIntegrationCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  type Integration,
  type Route,
} from '@aws-sdk/client-apigatewayv2';
import { functionArnOfUri } from './function-arn.ts';
import { type ApiRoute, missingRoute } from './route-errors.ts';
import { ask, nullIfMissing } from './translate-error.ts';

/** A route of an HTTP API with the integration behind it; null where the route points at none. */
export interface HttpRoute {
  readonly routeId: string;
  /** `integrations/<id>`, or an empty text. */
  readonly target: string;
  readonly integration: Integration | null;
  /** The function that the integration invokes as a proxy, or null. */
  readonly functionArn: string | null;
}

/** Reads a route by its key. Throws `NotFound` where there is none. */
export async function readHttpRoute(client: ApiGatewayV2Client, api: ApiRoute): Promise<HttpRoute> {
  const routes = await listRoutes(client, api.id);
  const route = routes.find(({ RouteKey }) => RouteKey === api.route);
  if (route?.RouteId === undefined) {
    throw missingRoute(
      api,
      routes.flatMap(({ RouteKey }) => RouteKey ?? []),
    );
  }
  const target = route.Target ?? '';
  const integration = await readIntegration(client, api.id, target);
  return { routeId: route.RouteId, target, integration, functionArn: proxiedFunctionOf(integration) };
}

/** An integration by its target `integrations/<id>`; null where it does not exist. */
export async function readIntegration(
  client: ApiGatewayV2Client,
  apiId: string,
  target: string,
): Promise<Integration | null> {
  const id = /^integrations\/(\S+)$/.exec(target)?.[1];
  if (id === undefined) {
    return null;
  }
  return nullIfMissing(
    ask(`read the integration ${id} of the API ${apiId}`, () =>
      client.send(new GetIntegrationCommand({ ApiId: apiId, IntegrationId: id })),
    ),
  );
}

/** An integration with a subtype speaks to another service of AWS, though it is called a proxy too. */
export function proxiedFunctionOf(integration: Integration | null): string | null {
  return integration?.IntegrationType === 'AWS_PROXY' && integration.IntegrationSubtype === undefined
    ? functionArnOfUri(integration.IntegrationUri ?? '')
    : null;
}

/** All pages. Throws `NotFound` where there is no such API. */
export function listRoutes(client: ApiGatewayV2Client, apiId: string): Promise<Route[]> {
  return everyPage((NextToken) =>
    ask(`list the routes of the API ${apiId}`, () =>
      client.send(new GetRoutesCommand({ ApiId: apiId, ...(NextToken !== undefined && { NextToken }) })),
    ),
  );
}

/** All pages. Throws `NotFound` where there is no such API. */
export function listIntegrations(client: ApiGatewayV2Client, apiId: string): Promise<Integration[]> {
  return everyPage((NextToken) =>
    ask(`list the integrations of the API ${apiId}`, () =>
      client.send(
        new GetIntegrationsCommand({ ApiId: apiId, ...(NextToken !== undefined && { NextToken }) }),
      ),
    ),
  );
}

interface Page<T> {
  readonly Items?: T[] | undefined;
  readonly NextToken?: string | undefined;
}

/** All items of a listing, page by page. */
export async function everyPage<T>(read: (token: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let token: string | undefined;
  do {
    const page = await read(token);
    items.push(...(page.Items ?? []));
    token = page.NextToken;
  } while (token !== undefined);
  return items;
}
