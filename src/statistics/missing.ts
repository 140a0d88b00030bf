import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import type { Measurement } from './criterion.ts';
import { reaches } from './mixture-test.ts';
import type { VerdictPolicy } from './policy.ts';
import { logERate, rateLowerBound } from './rate.ts';

/** Rows of the recent window: once a burst of losses lies further back, the experiment has recovered. */
const recentRows = 2000;

function lost(rows: readonly ComparisonRow[]): number {
  return rows.filter((row) => row.class === 'missing').length;
}

/**
 * Are observations lost more often than the policy tolerates? Failed if E_rate(missing, rows; limit) ≥ 1/α_health over
 * all rows and over the last 2,000. A statement about the experiment, not the candidate: it is judged on the rows at
 * hand, never latches and is never proven.
 */
export function missing(rows: readonly ComparisonRow[], policy: VerdictPolicy): Measurement {
  const { missingLimit: limit, alphaHealth } = policy;
  const n = rows.length;
  const count = lost(rows);
  const recent = rows.slice(-recentRows);
  const failed =
    reaches(logERate(count, n, limit), alphaHealth) &&
    reaches(logERate(lost(recent), recent.length, limit), alphaHealth);
  return {
    result: {
      state: failed ? 'failed' : 'open',
      n,
      statistic: n === 0 ? null : count / n,
      bound: n === 0 ? null : rateLowerBound(count, n, alphaHealth),
      limit,
      firstFailedAt: null,
    },
    failures: [],
    stillNeeded: null,
  };
}
