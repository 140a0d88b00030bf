/** One hour of CloudWatch: when it began (epoch milliseconds), and how many invocations a function saw in it. */
export interface TrafficHour {
  readonly atMs: number;
  readonly invocations: number;
}

const hourMs = 3_600_000;
const dayHours = 24;
const monthDays = 30;

/**
 * Requests in 30 days such as the busiest day of the last week, 0 where nothing was seen. The busiest, because days in
 * which a function did not exist, or another served in its place, would thin a mean; what is judged by this figure is
 * judged more strictly by a larger one. A function younger than a day counts as busy around the clock.
 */
export function requestsPerMonth(week: readonly TrafficHour[], nowMs: number): number {
  const [first] = week;
  if (first === undefined) {
    return 0;
  }
  const ageHours = Math.max(1, Math.ceil((nowMs - first.atMs) / hourMs));
  const windowHours = Math.min(dayHours, ageHours);
  const busiest = Math.max(
    ...week.map(({ atMs }) =>
      week
        .filter((hour) => hour.atMs >= atMs && hour.atMs < atMs + windowHours * hourMs)
        .reduce((sum, { invocations }) => sum + invocations, 0),
    ),
  );
  return (busiest / windowHours) * dayHours * monthDays;
}
