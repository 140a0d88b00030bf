import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import type { VerdictPolicy } from './policy.ts';

/** How far a soak has come. */
export interface SoakClock {
  readonly minimumReached: boolean;
  readonly maximumReached: boolean;
  readonly capReached: boolean;
}

/**
 * The minimum counts from {@link minimumFromMs}: without a row it is never reached. The maximum counts from
 * `startedAtMs` where the policy has it, so that a soak without any row ends too, else from the first row. Missing
 * rows count for the cap.
 */
export function soakClock(rows: readonly ComparisonRow[], policy: VerdictPolicy, nowMs: number): SoakClock {
  const minimumFrom = minimumFromMs(rows, policy);
  const startedAt = policy.startedAtMs ?? rows[0]?.at;
  return {
    minimumReached: minimumFrom !== undefined && nowMs - minimumFrom >= policy.soakMinMs,
    maximumReached: startedAt !== undefined && nowMs - startedAt >= policy.soakMaxMs,
    capReached: rows.length >= policy.rowCap,
  };
}

/**
 * When the time of `soakMinMs` began (epoch milliseconds): with the first row, missing or not, since waiting without
 * traffic shows nothing; undefined before it. A soak that was taken up again keeps its rows and has a later
 * `startedAtMs`: from then on, since nothing was seen while it was paused.
 */
export function minimumFromMs(rows: readonly ComparisonRow[], policy: VerdictPolicy): number | undefined {
  const firstAt = rows[0]?.at;
  return firstAt === undefined ? undefined : Math.max(firstAt, policy.startedAtMs ?? firstAt);
}
