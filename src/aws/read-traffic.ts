import { type CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { ask } from './translate-error.ts';

const windowMs = 15 * 60_000;
const periodSeconds = 60;

/** One minute of CloudWatch: when it began, and how many invocations it saw. */
export interface InvocationMinute {
  readonly atMs: number;
  readonly invocations: number;
}

/**
 * Invocations a second of a function over the last 15 minutes, 0 where there were none. CloudWatch is late by
 * a minute or two, so this tells what a ramp needs to know and nothing finer.
 */
export async function readPerSecond(
  client: CloudWatchClient,
  functionName: string,
  nowMs: number,
): Promise<number> {
  const { MetricDataResults } = await ask(`read the traffic of ${functionName}`, () =>
    client.send(
      new GetMetricDataCommand({
        StartTime: new Date(nowMs - windowMs),
        EndTime: new Date(nowMs + periodSeconds * 1_000),
        MetricDataQueries: [
          {
            Id: 'invocations',
            MetricStat: {
              Metric: {
                Namespace: 'AWS/Lambda',
                MetricName: 'Invocations',
                Dimensions: [{ Name: 'FunctionName', Value: functionName }],
              },
              Period: periodSeconds,
              Stat: 'Sum',
            },
          },
        ],
      }),
    ),
  );
  const { Timestamps = [], Values = [] } = MetricDataResults?.[0] ?? {};
  return perSecondOf(
    Timestamps.map((time, index) => ({ atMs: time.getTime(), invocations: Values[index] ?? 0 })),
    nowMs,
  );
}

/**
 * Mean rate since the first minute that saw an invocation: traffic that began two minutes ago is not thinned by
 * thirteen minutes of nothing, which would let a ramp begin too steeply.
 */
export function perSecondOf(minutes: readonly InvocationMinute[], nowMs: number): number {
  const seen = minutes.filter(({ invocations }) => invocations > 0);
  const firstMs = Math.min(...seen.map(({ atMs }) => atMs));
  const total = seen.reduce((sum, { invocations }) => sum + invocations, 0);
  return seen.length === 0 ? 0 : total / Math.max(periodSeconds, (nowMs - firstMs) / 1_000);
}
