import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import { firstGrowth } from './accepted-differences.ts';
import type { Measurement } from './criterion.ts';
import { excessCriterion } from './excess-criterion.ts';
import { type JudgedRow, judgedRows } from './judged-rows.ts';
import type { VerdictPolicy } from './policy.ts';

/**
 * What the figures of the differences criterion are of: the excess that a tolerance allows; under `none` the differences
 * that last, or the flickers; or an accepted difference that has grown.
 */
export type DifferencesSubject = 'excess' | 'lasting' | 'flickers' | 'accepted';

/** The measurement of the differences, and what it is of. */
export interface DifferencesMeasurement extends Measurement {
  readonly of: DifferencesSubject;
}

/** Does the candidate answer differently? Which rows count, and how, is told in judged-rows.ts. */
export function differences(rows: readonly ComparisonRow[], policy: VerdictPolicy): DifferencesMeasurement {
  const judged = judgedRows(rows, policy);
  const own: DifferencesMeasurement =
    policy.differences === 'none'
      ? noneOfEither(judged, policy)
      : { ...excessCriterion(judged, policy.differences, 'differences', policy), of: 'excess' };
  const grown = firstGrowth(judged, policy);
  if (grown === null) return own;

  const ownFailedAt = own.result.firstFailedAt ?? Number.POSITIVE_INFINITY;
  const isOwn = ownFailedAt < grown.rowIndex;
  return {
    result: isOwn ? own.result : grown.result,
    of: isOwn ? own.of : 'accepted',
    failures: [...own.failures, 'accepted-difference-grew'],
    stillNeeded: null,
  };
}

/**
 * The policy `none` forbids differences that last, and tolerates an excess of flickers as it does one of transient
 * errors: a single flicker is noise, which both sides have. The figures are those of whichever failed first, or of the
 * flickers where they alone are not proven yet; without a flicker of the candidate they say nothing that the claim
 * "none" does not say more sharply, and need no proof of their own.
 */
function noneOfEither(judged: readonly JudgedRow[], policy: VerdictPolicy): DifferencesMeasurement {
  const lasting = { ...noneUnexplained(judged, policy), of: 'lasting' } as const;
  if (!judged.some(({ sign, isFlicker }) => isFlicker && sign === 1)) return lasting;
  const signs = judged.map((row) => (row.isFlicker ? row : { ...row, sign: 0 as const }));
  const flickers = {
    ...excessCriterion(signs, policy.errorTolerance, 'differences', policy),
    of: 'flickers',
  } as const;
  const failures = [...lasting.failures, ...flickers.failures];
  if (failures.length > 0) {
    const [lastingAt, flickersAt] = [lasting, flickers].map(
      ({ result }) => result.firstFailedAt ?? Number.POSITIVE_INFINITY,
    );
    const { result, of } = (flickersAt ?? 0) < (lastingAt ?? 0) ? flickers : lasting;
    return { result, of, failures, stillNeeded: null };
  }
  return lasting.result.state === 'proven' && flickers.result.state === 'open' ? flickers : lasting;
}

/**
 * Of the policy `none`, what lasts. The first unexplained difference fails: that is policy and spends no α. Proven after
 * n₀ = ⌈ln α / ln(1−r)⌉ judged rows without one, r the claimed limit: the "rule of three". It may be looked at
 * after every row as it is, because the first difference ends it: (1−r)⁻ⁿ while none was seen, and 0 afterwards, is a
 * nonnegative martingale for rate r. Bound: 1 − α^(1/n).
 */
function noneUnexplained(judged: readonly JudgedRow[], policy: VerdictPolicy): Measurement {
  const { differencesClaim: limit, alphaPass } = policy;
  const first = judged.findIndex(({ sign, isFlicker }) => sign === 1 && !isFlicker);
  const found = judged[first];
  if (found !== undefined) {
    return {
      result: {
        state: 'failed',
        n: first + 1,
        statistic: 1,
        bound: null,
        limit,
        firstFailedAt: found.rowIndex,
      },
      failures: ['unexplained-difference'],
      stillNeeded: null,
    };
  }
  const n = judged.length;
  const lacking = rowsForClaim(limit, alphaPass) - n;
  return {
    result: {
      state: lacking > 0 ? 'open' : 'proven',
      n,
      statistic: n === 0 ? null : 0,
      bound: n === 0 ? null : rateRuledOut(n, alphaPass),
      limit,
      firstFailedAt: null,
    },
    failures: [],
    stillNeeded: lacking > 0 ? lacking : null,
  };
}

/** n₀: judged rows without any difference that prove "rarer than `claim`" at error α. */
export function rowsForClaim(claim: number, alpha: number): number {
  return Math.ceil(Math.log(alpha) / Math.log1p(-claim));
}

/** 1 − α^(1/n): what `n` judged rows without a lasting difference prove differences to be rarer than; 1 without a row. */
export function rateRuledOut(n: number, alpha: number): number {
  return -Math.expm1(Math.log(alpha) / n);
}
