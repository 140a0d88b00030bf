import type { CriterionResult } from './criterion.ts';
import type { JudgedRow } from './judged-rows.ts';
import { reaches } from './mixture-test.ts';
import { failAlpha, type VerdictPolicy } from './policy.ts';
import { logERate, rateLowerBound } from './rate.ts';

/** The first prefix on which an accepted difference is shown to be more frequent than was accepted. */
export interface Growth {
  readonly rowIndex: number;
  readonly result: CriterionResult;
}

/**
 * An acceptance covers a difference as rare as it was when it was accepted (`rateCap` is twice that). It has grown on
 * the first prefix with E_rate(seen, judged; rateCap) ≥ 1/α, α = α_g divided by the number of accepted differences.
 * Linear: at a fixed number seen the evidence falls in n, so it is taken only where the difference is seen.
 */
export function firstGrowth(judged: readonly JudgedRow[], policy: VerdictPolicy): Growth | null {
  const alpha = failAlpha(policy) / policy.accepted.length;
  const caps = new Map(policy.accepted.map(({ id, rateCap }) => [id, rateCap]));
  const seen = new Map<string, number>();
  for (const [index, { rowIndex, accepted }] of judged.entries()) {
    if (accepted === null) continue;
    const cap = caps.get(accepted);
    if (cap === undefined) continue;
    const count = (seen.get(accepted) ?? 0) + 1;
    seen.set(accepted, count);
    const n = index + 1;
    if (!reaches(logERate(count, n, cap), alpha)) continue;
    return {
      rowIndex,
      result: {
        state: 'failed',
        n,
        statistic: count / n,
        bound: rateLowerBound(count, n, alpha),
        limit: cap,
        firstFailedAt: rowIndex,
      },
    };
  }
  return null;
}
