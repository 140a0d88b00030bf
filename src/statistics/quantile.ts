/**
 * The ⌈q·n⌉-th smallest of n ascending values (nearest rank): one that occurred, never an interpolation. `part` is q,
 * above 0 and at most 1. NaN without a value.
 */
export function quantile(ascendingValues: readonly number[], part: number): number {
  return ascendingValues[Math.ceil(part * ascendingValues.length) - 1] ?? Number.NaN;
}
