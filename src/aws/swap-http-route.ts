import { type ApiGatewayV2Client, UpdateRouteCommand } from '@aws-sdk/client-apigatewayv2';
import type { Attachment } from '../../scientist-runtime/contract/releases.ts';
import { deployHttpStages } from './deploy-http-stages.ts';
import { makeOwnIntegration, removeUnusedIntegrations } from './own-integrations.ts';
import { readBack } from './read-back.ts';
import { type HttpRoute, proxiedFunctionOf, readHttpRoute, readIntegration } from './read-http-route.ts';
import {
  type ApiRoute,
  lostWayBack,
  movedByOthers,
  noLambdaProxy,
  notInForce,
  noWayBack,
} from './route-errors.ts';
import { describeNote, parseNote, type RouteNote } from './route-note.ts';
import { ask } from './translate-error.ts';

/**
 * Points a route of an HTTP API at a function, through an integration of ours beside the former one, which stays
 * as it is. Doing it again gives the same attachment.
 */
export async function attachHttpRoute(
  client: ApiGatewayV2Client,
  api: ApiRoute,
  functionArn: string,
  nowMs: number,
): Promise<Attachment> {
  const route = await readHttpRoute(client, api);
  if (route.functionArn === functionArn) {
    const note = parseNote(route.integration?.Description);
    if (note === null) {
      throw noWayBack(api);
    }
    await deployHttpStages(client, api.id, describeNote(note));
    return attachmentOf(api, functionArn, note);
  }
  if (route.integration === null || route.functionArn === null) {
    throw noLambdaProxy(api, route.integration?.IntegrationUri ?? route.target);
  }
  const note = { formerTarget: route.target, route: api.route, sinceMs: nowMs };
  const target = await makeOwnIntegration(client, api.id, route.integration, functionArn, note);
  await pointHttpRoute(client, api, route, target, note);
  return attachmentOf(api, functionArn, note);
}

/**
 * Points the route back at its former integration, or at another function through an integration of ours, and
 * removes those of ours that are then of no use. A route that somebody else has moved since stays where it is: going
 * back is then done already, handing it to a function throws `Conflict`.
 */
export async function detachHttpRoute(
  client: ApiGatewayV2Client,
  attachment: Attachment,
  functionArn: string | null,
): Promise<void> {
  const api = { id: attachment.apiId, route: attachment.route };
  const note = { formerTarget: attachment.formerTarget, route: api.route, sinceMs: attachment.atMs };
  const route = await readHttpRoute(client, api);
  const done = functionArn === null ? route.target === note.formerTarget : route.functionArn === functionArn;
  if (done) {
    await deployHttpStages(client, api.id, describeNote(note));
  } else if (isOurs(api, route, attachment)) {
    await pointHttpRoute(client, api, route, await targetFor(client, api, note, functionArn), note);
  } else if (functionArn !== null) {
    throw movedByOthers(api, route.functionArn ?? route.target);
  }
  await removeUnusedIntegrations(client, api.id, api.route);
}

/** The former integration, or one of ours for a function that the former one does not invoke. */
async function targetFor(
  client: ApiGatewayV2Client,
  api: ApiRoute,
  note: RouteNote,
  functionArn: string | null,
): Promise<string> {
  const former = await readIntegration(client, api.id, note.formerTarget);
  if (former === null) {
    throw lostWayBack(api, note.formerTarget);
  }
  return functionArn === null || proxiedFunctionOf(former) === functionArn
    ? note.formerTarget
    : makeOwnIntegration(client, api.id, former, functionArn, note);
}

/** A route whose integration was deleted serves nobody: pointing it elsewhere overwrites nothing. */
function isOurs(api: ApiRoute, { integration, functionArn }: HttpRoute, attachment: Attachment): boolean {
  return (
    integration === null ||
    functionArn === attachment.pointsAt ||
    parseNote(integration.Description)?.route === api.route
  );
}

async function pointHttpRoute(
  client: ApiGatewayV2Client,
  api: ApiRoute,
  { routeId }: HttpRoute,
  target: string,
  note: RouteNote,
): Promise<void> {
  await ask(`point the route ${api.route} of the API ${api.id} at ${target}`, () =>
    client.send(new UpdateRouteCommand({ ApiId: api.id, RouteId: routeId, Target: target })),
  );
  await readBack(
    () => readHttpRoute(client, api),
    (found) => found.target === target,
    (found) => notInForce(api, target, found.target),
  );
  await deployHttpStages(client, api.id, describeNote(note));
}

function attachmentOf(api: ApiRoute, functionArn: string, note: RouteNote): Attachment {
  return {
    apiId: api.id,
    route: api.route,
    kind: 'http',
    formerTarget: note.formerTarget,
    pointsAt: functionArn,
    atMs: note.sinceMs,
  };
}
