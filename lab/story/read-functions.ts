import { GetIntegrationCommand, GetRoutesCommand } from '@aws-sdk/client-apigatewayv2';
import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  paginateListFunctions,
  paginateListVersionsByFunction,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import type { Account } from './open-account.ts';

/** How often a function was invoked in the last hours, as CloudWatch counts. */
export async function countInvocations({ metrics }: Account, functionName: string): Promise<number> {
  const hourMs = 3_600_000;
  const { MetricDataResults } = await metrics.send(
    new GetMetricDataCommand({
      StartTime: new Date(Date.now() - 3 * hourMs),
      EndTime: new Date(Date.now() + hourMs),
      MetricDataQueries: [
        {
          Id: 'invocations',
          MetricStat: {
            Metric: {
              Namespace: 'AWS/Lambda',
              MetricName: 'Invocations',
              Dimensions: [{ Name: 'FunctionName', Value: functionName }],
            },
            Period: 60,
            Stat: 'Sum',
          },
        },
      ],
    }),
  );
  return (MetricDataResults?.[0]?.Values ?? []).reduce((sum, value) => sum + value, 0);
}

/** Names of functions that begin with a prefix, each with how many versions it has published. */
export async function listFunctions(
  { lambda }: Account,
  prefix: string,
): Promise<Readonly<Record<string, number>>> {
  const found: Record<string, number> = {};
  for await (const { Functions = [] } of paginateListFunctions({ client: lambda }, {})) {
    for (const { FunctionName = '' } of Functions) {
      if (!FunctionName.startsWith(prefix)) continue;
      const versions = await countVersions(lambda, FunctionName);
      if (versions !== null) found[FunctionName] = versions;
    }
  }
  return found;
}

/** Null where the function was deleted since it was listed. */
async function countVersions(client: Account['lambda'], FunctionName: string): Promise<number | null> {
  let published = 0;
  try {
    for await (const { Versions = [] } of paginateListVersionsByFunction({ client }, { FunctionName })) {
      published += Versions.filter(({ Version }) => Version !== '$LATEST').length;
    }
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return null;
    throw error;
  }
  return published;
}

/** ARN or URI of what the user's route `GET /round` invokes now. */
export async function readRouteTarget({ apis, apiId: ApiId }: Account): Promise<string> {
  const { Items = [] } = await apis.send(new GetRoutesCommand({ ApiId }));
  const target = Items.find(({ RouteKey }) => RouteKey === 'GET /round')?.Target ?? '';
  const IntegrationId = target.replace('integrations/', '');
  const { IntegrationUri } = await apis.send(new GetIntegrationCommand({ ApiId, IntegrationId }));
  return IntegrationUri ?? '';
}
