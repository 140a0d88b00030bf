import type { StoredComparison } from '../contract/comparison.ts';

/** Shadowing stops where front adds more than this to a client's request at the 95th percentile. */
export const maxAddedP95Ms = 50;
/** Of so many latest rows, so that what was slow yesterday does not stop what is quick today. */
const recentRows = 200;
/** Fewer say nothing about a percentile. */
const fewestRows = 20;

/** p95 (nearest rank) of what front added in the latest rows, in milliseconds; null where there are too few. */
export function addedP95Ms(rows: readonly StoredComparison[]): number | null {
  const added = rows
    .filter((row) => row.missingReason !== 'lost')
    .slice(-recentRows)
    .map((row) => row.addedMs)
    .sort((left, right) => left - right);
  return added.length < fewestRows ? null : (added[Math.ceil(0.95 * added.length) - 1] ?? null);
}
