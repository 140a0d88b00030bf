import { quantile as quantileOfAscending } from '../src/statistics/quantile.ts';

/** The smallest sample that at least the given part (0–1) of all samples does not exceed. NaN without samples. */
export function quantile(samples: readonly number[], part: number): number {
  return quantileOfAscending(
    samples.toSorted((a, b) => a - b),
    part,
  );
}

/** In the unit of the samples; of two middle ones the smaller. NaN without samples. */
export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/** For people and files: more digits than a clock is worth would only look exact. */
export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
