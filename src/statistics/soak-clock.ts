import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import type { VerdictPolicy } from './policy.ts';

/** How far a soak has come. */
export interface SoakClock {
  readonly minimumReached: boolean;
  readonly maximumReached: boolean;
  readonly capReached: boolean;
}

/**
 * The minimum counts from the first row, missing or not: waiting without traffic shows nothing, so before the first
 * row it is never reached. The maximum counts from `startedAtMs` where the policy has it, so that a soak without any
 * row ends too, else from the first row. Missing rows count for the cap.
 */
export function soakClock(rows: readonly ComparisonRow[], policy: VerdictPolicy, nowMs: number): SoakClock {
  const firstAt = rows[0]?.at;
  const startedAt = policy.startedAtMs ?? firstAt;
  return {
    minimumReached: firstAt !== undefined && nowMs - firstAt >= policy.soakMinMs,
    maximumReached: startedAt !== undefined && nowMs - startedAt >= policy.soakMaxMs,
    capReached: rows.length >= policy.rowCap,
  };
}
