import type { Moments } from './moments.ts';

/** What turns billed milliseconds into money: GB times price of the architecture, and a floor in the same unit. */
export interface Prices {
  readonly twin: number;
  readonly candidate: number;
  /** g: GB·ms a request that the candidate may cost more in any case. */
  readonly floor: number;
}

/** R = (mean cost of the candidate − floor) / mean cost of the twin; null where the twin costs nothing, or as good as. */
export function costRatio(moments: Moments, prices: Prices): number | null {
  const twinCost = prices.twin * moments.meanX;
  const ratio = (prices.candidate * moments.meanY - prices.floor) / twinCost;
  return Number.isFinite(ratio) ? ratio : null;
}

/**
 * The mean of W_k = c_y·y − k·c_x·x − g and its standard deviation s (divided by n, not n − 1).
 * "R ≤ k" is "the mean of W_k is at most 0".
 */
export function weighed(moments: Moments, prices: Prices, k: number): { mean: number; deviation: number } {
  const { n, meanX, meanY, sumXX, sumYY, sumXY } = moments;
  const x = k * prices.twin;
  const y = prices.candidate;
  const variance = (y * y * sumYY + x * x * sumXX - 2 * x * y * sumXY) / n;
  return {
    mean: y * meanY - x * meanX - prices.floor,
    // Rounding may carry a variance of zero just below it.
    deviation: Math.sqrt(Math.max(0, variance)),
  };
}

/**
 * One-sided bounds of R for the half width h₁/s (see asymptotic-sequence.ts): the roots in k of (mean of W_k)² = h₁², a
 * quadratic, clamped at 0; null where they do not exist, i.e. where the twin's own mean cannot be told from 0 yet, or are
 * beyond all numbers.
 */
export function costRatioBounds(
  moments: Moments,
  prices: Prices,
  width: number,
): { lower: number; upper: number } | null {
  const { n, meanX, meanY, sumXX, sumYY, sumXY } = moments;
  const { twin, candidate } = prices;
  const a = candidate * meanY - prices.floor;
  const b = twin * meanX;
  const q = (width * width) / n;
  const square = b * b - q * twin * twin * sumXX;
  const linear = a * b - q * twin * candidate * sumXY;
  const constant = a * a - q * candidate * candidate * sumYY;
  if (!(square > 0)) return null;
  // At k = a/b the quadratic is −h₁² ≤ 0, so with a positive square term roots exist: only rounding can say otherwise.
  const root = Math.sqrt(Math.max(0, linear * linear - square * constant));
  const bounds = {
    lower: Math.max(0, (linear - root) / square),
    upper: Math.max(0, (linear + root) / square),
  };
  return Number.isFinite(bounds.lower) && Number.isFinite(bounds.upper) ? bounds : null;
}
