/** What the intervals leave out on each side: both together miss in at most 5 of 100 cases. */
const tail = 0.025;
const halvings = 60;

/** A rate that may have given what was counted, 0–1 both. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * 95 % interval for the rate behind `count` events in `of` trials: C. Clopper and E. Pearson, The use of confidence or
 * fiducial limits illustrated in the case of the binomial, Biometrika 26 (1934). Exact, hence somewhat wide: it never
 * misses more often than it says. `of` must be at least 1.
 */
export function rateInterval(count: number, of: number): Interval {
  return {
    low: count === 0 ? 0 : rateWhere((rate) => 1 - atMost(count - 1, of, rate) > tail),
    high: count === of ? 1 : rateWhere((rate) => atMost(count, of, rate) < tail),
  };
}

/** A median among whole numbers that were seen, and the two of them between which the true one lies (95 %). */
export interface MedianInterval extends Interval {
  readonly median: number;
}

/**
 * Median with its interval by order statistics: the number of values below the true median is binomial with rate ½, so
 * no shape is assumed. Of two middle values the smaller; null without a value.
 */
export function medianInterval(values: readonly number[]): MedianInterval | null {
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  const median = sorted[Math.floor((n - 1) / 2)];
  if (median === undefined) return null;
  let leftOut = 0;
  while (leftOut < n / 2 && atMost(leftOut, n, 0.5) <= tail) leftOut += 1;
  // Too few values for a median between two of them: their whole range then says more than it can keep.
  const index = Math.max(0, leftOut - 1);
  return { median, low: sorted[index] ?? median, high: sorted[n - 1 - index] ?? median };
}

/** P(X ≤ count) for X binomial. Summed as logarithms, so that no power of a rate is lost on the way. */
export function atMost(count: number, of: number, rate: number): number {
  if (rate <= 0 || count >= of) return 1;
  if (rate >= 1) return 0;
  let logTerm = of * Math.log1p(-rate);
  let sum = Math.exp(logTerm);
  for (let k = 1; k <= count; k += 1) {
    logTerm += Math.log((of - k + 1) / k) + Math.log(rate) - Math.log1p(-rate);
    sum += Math.exp(logTerm);
  }
  return Math.min(1, sum);
}

/** The rate from which on something holds, by bisection. */
function rateWhere(holds: (rate: number) => boolean): number {
  let low = 0;
  let high = 1;
  for (let halving = 0; halving < halvings; halving += 1) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}
