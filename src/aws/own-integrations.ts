import {
  type ApiGatewayV2Client,
  CreateIntegrationCommand,
  DeleteIntegrationCommand,
  type Integration,
} from '@aws-sdk/client-apigatewayv2';
import { listIntegrations, listRoutes } from './read-http-route.ts';
import { describeNote, parseNote, type RouteNote } from './route-note.ts';
import { ask, nullIfMissing } from './translate-error.ts';

/**
 * An integration of ours that invokes a function as the former one did: same event format, same time-out, same
 * parameters. One that an interrupted run has left is used again. Returns `integrations/<id>`.
 */
export async function makeOwnIntegration(
  client: ApiGatewayV2Client,
  apiId: string,
  former: Integration,
  functionArn: string,
  note: RouteNote,
): Promise<string> {
  const left = (await listIntegrations(client, apiId)).find((integration) => {
    const own = parseNote(integration.Description);
    return (
      integration.IntegrationUri === functionArn &&
      own?.route === note.route &&
      own.formerTarget === note.formerTarget &&
      integration.PayloadFormatVersion === former.PayloadFormatVersion &&
      integration.TimeoutInMillis === former.TimeoutInMillis
    );
  });
  if (left?.IntegrationId !== undefined) {
    return `integrations/${left.IntegrationId}`;
  }
  const { IntegrationId } = await ask(`make an integration in the API ${apiId}`, () =>
    client.send(
      new CreateIntegrationCommand({
        ApiId: apiId,
        IntegrationType: 'AWS_PROXY',
        IntegrationMethod: 'POST',
        IntegrationUri: functionArn,
        PayloadFormatVersion: former.PayloadFormatVersion,
        TimeoutInMillis: former.TimeoutInMillis,
        RequestParameters: former.RequestParameters,
        ResponseParameters: former.ResponseParameters,
        Description: describeNote(note),
      }),
    ),
  );
  return `integrations/${IntegrationId}`;
}

/**
 * Removes integrations of ours that were made for a route, that no route uses, and that are on nobody's way
 * back. Others' integrations are never touched.
 */
export async function removeUnusedIntegrations(
  client: ApiGatewayV2Client,
  apiId: string,
  route: string,
): Promise<void> {
  const [integrations, routes] = await Promise.all([
    listIntegrations(client, apiId),
    listRoutes(client, apiId),
  ]);
  const targets = routes.flatMap(({ Target }) => Target ?? []);
  for (const id of unusedIntegrations(integrations, targets, route)) {
    await nullIfMissing(
      ask(`remove the integration ${id} of the API ${apiId}`, () =>
        client.send(new DeleteIntegrationCommand({ ApiId: apiId, IntegrationId: id })),
      ),
    );
  }
}

/** Ids of our integrations for a route that neither a route nor a way back needs. Pure. */
export function unusedIntegrations(
  integrations: readonly Pick<Integration, 'IntegrationId' | 'Description'>[],
  targets: readonly string[],
  route: string,
): readonly string[] {
  const notes = new Map(
    integrations.map(({ IntegrationId, Description }) => [
      `integrations/${IntegrationId}`,
      parseNote(Description),
    ]),
  );
  const needed = new Set<string>();
  for (const target of targets) {
    let next: string | undefined = target;
    while (next !== undefined && !needed.has(next)) {
      needed.add(next);
      next = notes.get(next)?.formerTarget;
    }
  }
  return [...notes]
    .filter(([target, note]) => note?.route === route && !needed.has(target))
    .map(([target]) => target.replace(/^integrations\//, ''));
}
