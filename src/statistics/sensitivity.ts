import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import type { CriterionResult } from './criterion.ts';
import { rateRuledOut } from './differences.ts';
import { likePairs } from './like-pairs.ts';
import type { VerdictPolicy } from './policy.ts';
import { criticalCount } from './rate.ts';
import type { Verdict } from './verdict.ts';

/** What these rows could have shown, and hence what they could not; each at the error probability of a proof. */
export interface Sensitivity {
  /** Rate (0–1) below which a difference may well have gone unseen; null while nothing was judged. */
  readonly differenceRate: number | null;
  /**
   * Least ratio ρ for which the rows prove "candidate ≤ ρ · twin + floor in at least half of the pairs": a slowdown
   * below it may well have gone unseen. Null while no ratio is proven.
   */
  readonly slowdownRatio: number | null;
  /** Excess of failures (0–1) below which it may well have gone unseen; null without a row. */
  readonly errorRate: number | null;
}

/**
 * The other side of a verdict: the smallest fault that the rows rule out. Under `none` differences rarer than
 * 1 − α^(1/n) (see differences.ts), under a tolerance and for errors the excess engine's upper bound, for latency the
 * sign test at every ratio at once: "slower than ρ" falls in ρ, so the least ρ with n − slower ≥ crit(n, ½, α_pass) is
 * an order statistic of (candidate − floor) / twin.
 */
export function sensitivity(
  rows: readonly ComparisonRow[],
  policy: VerdictPolicy,
  { criteria, differencesOf }: Pick<Verdict, 'criteria' | 'differencesOf'>,
): Sensitivity {
  return {
    // While flickers alone are in doubt, the figures are theirs; of what lasts, as many rows have shown none.
    differenceRate:
      differencesOf === 'flickers' && criteria.differences.state !== 'failed'
        ? rateRuledOut(criteria.differences.n, policy.alphaPass)
        : boundOf(criteria.differences),
    slowdownRatio: slowdownRatio(rows, policy),
    errorRate: boundOf(criteria.errors),
  };
}

function boundOf({ state, bound }: CriterionResult): number | null {
  return state === 'failed' || bound === null ? null : Math.max(0, bound);
}

function slowdownRatio(rows: readonly ComparisonRow[], policy: VerdictPolicy): number | null {
  const ratios = likePairs(rows, policy)
    .map(({ row }) => ratioOf(row.candidateMs - policy.latencyFloorMs, row.twinMs))
    .sort((one, other) => one - other);
  const ratio = ratios[criticalCount(ratios.length, 0.5, policy.alphaPass) - 1];
  return ratio === undefined || !Number.isFinite(ratio) ? null : Math.max(0, ratio);
}

/** Least ρ ≥ 0 with candidate − floor ≤ ρ·twin; infinite where there is none. */
function ratioOf(beyondFloorMs: number, twinMs: number): number {
  if (beyondFloorMs <= 0) return 0;
  return twinMs > 0 ? beyondFloorMs / twinMs : Number.POSITIVE_INFINITY;
}
