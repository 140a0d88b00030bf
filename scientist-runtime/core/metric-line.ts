/** Namespace of everything the runtime reports to CloudWatch. */
export const metricNamespace = 'ServerlessScientist';

/** CloudWatch takes no more values of one metric in one line. Source: the embedded metric format's limits. */
const maxValues = 100;

/** Those of CloudWatch's units that we use. Source: `StandardUnit` of the MetricDatum API reference. */
export type MetricUnit = 'Count' | 'Milliseconds';

/** One metric's values in one line; without values it is left out of the line. */
export interface Metric {
  readonly name: string;
  readonly unit: MetricUnit;
  readonly values: readonly number[];
}

/**
 * One log line that is also metrics (CloudWatch embedded metric format). For people's dashboards only: nothing
 * is ever decided on it. `properties` can be searched for; of a metric's values the first 100 are kept.
 */
export function metricLine(
  atMs: number,
  dimensions: Readonly<Record<string, string>>,
  metrics: readonly Metric[],
  properties: Readonly<Record<string, unknown>>,
): string {
  const present = metrics.filter(({ values }) => values.length > 0);
  return JSON.stringify({
    ...properties,
    ...dimensions,
    ...Object.fromEntries(present.map(({ name, values }) => [name, values.slice(0, maxValues)])),
    _aws: {
      Timestamp: atMs,
      CloudWatchMetrics: [
        {
          Namespace: metricNamespace,
          Dimensions: [Object.keys(dimensions)],
          Metrics: present.map(({ name, unit }) => ({ Name: name, Unit: unit })),
        },
      ],
    },
  });
}
