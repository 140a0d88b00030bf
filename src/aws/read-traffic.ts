import { type CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { TrafficHour } from '../release/traffic.ts';
import { ask } from './translate-error.ts';

const windowMs = 15 * 60_000;
const periodSeconds = 60;
const weekMs = 7 * 86_400_000;
const hourSeconds = 3_600;

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
  return perSecondOf(
    await readInvocations(client, functionName, periodSeconds, nowMs - windowMs, nowMs),
    nowMs,
  );
}

/**
 * Invocations of a function in each hour of the last week that saw one, oldest first: what a soak may expect at this
 * hour, and how many requests a month has.
 */
export async function readWeek(
  client: CloudWatchClient,
  functionName: string,
  nowMs: number,
): Promise<readonly TrafficHour[]> {
  const hours = await readInvocations(client, functionName, hourSeconds, nowMs - weekMs, nowMs);
  return hours.filter(({ invocations }) => invocations > 0).sort((one, other) => one.atMs - other.atMs);
}

async function readInvocations(
  client: CloudWatchClient,
  functionName: string,
  period: number,
  fromMs: number,
  nowMs: number,
): Promise<readonly InvocationMinute[]> {
  const { MetricDataResults } = await ask(`read the traffic of ${functionName}`, () =>
    client.send(
      new GetMetricDataCommand({
        StartTime: new Date(fromMs),
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
              Period: period,
              Stat: 'Sum',
            },
          },
        ],
      }),
    ),
  );
  const { Timestamps = [], Values = [] } = MetricDataResults?.[0] ?? {};
  return Timestamps.map((time, index) => ({ atMs: time.getTime(), invocations: Values[index] ?? 0 }));
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
