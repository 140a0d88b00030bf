import { criticalCount } from '../../src/statistics/rate.ts';
import type { StoredComparison } from '../contract/comparison.ts';

/** Shadowing stops where front adds more than this to a client's request at the 95th percentile. */
export const maxAddedP95Ms = 50;
/** Part of the requests (0–1) that may take longer. */
const slowRate = 0.05;
/** Of so many latest rows, so that what was slow yesterday does not stop what is quick today. */
const recentRows = 200;
/** Fewer say nothing about a percentile. */
const fewestRows = 20;
/** Error of the claim that too many are slow: a soak is asked about every minute, and does not begin again. */
const alpha = 0.001;

/**
 * p95 (nearest rank, milliseconds) of what front added in the latest rows, where that is proven to be above the limit,
 * else null. Proven, because front's own cold starts are slow and come together: two among the first twenty requests
 * are above the limit by themselves, and say nothing about those to come.
 */
export function excessiveAddedP95Ms(rows: readonly StoredComparison[]): number | null {
  const added = rows
    .filter((row) => row.missingReason !== 'lost')
    .slice(-recentRows)
    .map((row) => row.addedMs)
    .sort((left, right) => left - right);
  const slow = added.filter((addedMs) => addedMs > maxAddedP95Ms).length;
  return added.length < fewestRows || slow < criticalCount(added.length, slowRate, alpha)
    ? null
    : (added[Math.ceil(0.95 * added.length) - 1] ?? null);
}
