import type { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import type { Attachment } from '../../scientist-runtime/contract/releases.ts';
import { integrationUriOf } from './function-arn.ts';
import { readMark } from './mark-rest-route.ts';
import { readHttpRoute } from './read-http-route.ts';
import { readRestRoute } from './read-rest-route.ts';
import type { ApiRoute } from './route-errors.ts';
import { parseNote } from './route-note.ts';
import { apiArnOf, type RestAccess } from './swap-rest-route.ts';

/** The way back of an HTTP API's route, by the description of the integration of ours that it points at. */
export async function findHttpAttachment(
  client: ApiGatewayV2Client,
  api: ApiRoute,
): Promise<Attachment | null> {
  const { integration, functionArn } = await readHttpRoute(client, api);
  const note = parseNote(integration?.Description);
  if (note === null || note.route !== api.route || functionArn === null) {
    return null;
  }
  return {
    apiId: api.id,
    route: api.route,
    kind: 'http',
    formerTarget: note.formerTarget,
    pointsAt: functionArn,
    atMs: note.sinceMs,
  };
}

/** The way back of a REST API's method, by the tags that the API carries about it. */
export async function findRestAttachment(access: RestAccess, api: ApiRoute): Promise<Attachment | null> {
  const route = await readRestRoute(access.client, api);
  const mark = await readMark(access.client, apiArnOf(access, api), route);
  if (mark === null) {
    return null;
  }
  return {
    apiId: api.id,
    route: api.route,
    kind: 'rest',
    formerTarget: integrationUriOf(mark.formerArn),
    pointsAt: mark.ownArn,
    atMs: mark.sinceMs,
  };
}
