/** One hour of CloudWatch: when it began (epoch milliseconds), and how many invocations a function saw in it. */
export interface TrafficHour {
  readonly atMs: number;
  readonly invocations: number;
}

const dayMs = 86_400_000;
const monthDays = 30;

/**
 * Requests in 30 days at the pace of the last week, counted from the first hour that saw one: a function that is two
 * days old is not thinned by five days in which it did not exist. At least a day is counted, because a first busy hour
 * says little about a night. 0 where nothing was seen.
 */
export function requestsPerMonth(week: readonly TrafficHour[], nowMs: number): number {
  const seen = week.filter(({ invocations }) => invocations > 0);
  const firstMs = Math.min(...seen.map(({ atMs }) => atMs));
  const total = seen.reduce((sum, { invocations }) => sum + invocations, 0);
  return seen.length === 0 ? 0 : (total * monthDays * dayMs) / Math.max(dayMs, nowMs - firstMs);
}
