import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import { halfWidth } from './asymptotic-sequence.ts';
import { costRatio, costRatioBounds, type Prices, weighed } from './cost-ratio.ts';
import type { Measurement } from './criterion.ts';
import { observationsStillNeeded } from './forecast.ts';
import { likePairs } from './like-pairs.ts';
import { noMoments, withPair } from './moments.ts';
import { failAlpha, type VerdictPolicy } from './policy.ts';

/** Pairs before which an asymptotic claim neither fails nor proves anything. */
const burnInPairs = 1000;

/**
 * Is the candidate's mean bill at most `costRatio` times the twin's, but for the money floor? Billed milliseconds
 * have no limit that holds, hence an asymptotic sequence (see asymptotic-sequence.ts). With W_k at k = costRatio:
 * failed on the first prefix with W̄ − h₁(α_g) > 0, proven if W̄ + h₁(α_pass) < 0, both from 1,000 pairs on.
 */
export function cost(rows: readonly ComparisonRow[], policy: VerdictPolicy): Measurement {
  const { costRatio: limit, alphaPass } = policy;
  const prices: Prices = { ...policy.memoryGb, floor: policy.costFloorPerRequest };
  const alpha = failAlpha(policy);
  let moments = noMoments;
  for (const { rowIndex, row } of likePairs(rows, policy)) {
    moments = withPair(moments, row.twinBilledMs, row.candidateBilledMs);
    if (moments.n < burnInPairs) continue;
    const { mean, deviation } = weighed(moments, prices, limit);
    // A mean that is not above 0 needs no half width: this spares most rows of a good candidate the logarithms.
    if (mean <= 0 || mean <= deviation * halfWidth(moments.n, alpha)) continue;
    return {
      result: {
        state: 'failed',
        n: moments.n,
        statistic: costRatio(moments, prices),
        bound: costRatioBounds(moments, prices, halfWidth(moments.n, alpha))?.lower ?? null,
        limit,
        firstFailedAt: rowIndex,
      },
      failures: ['cost'],
      stillNeeded: null,
    };
  }

  const { n } = moments;
  if (n === 0) {
    return {
      result: { state: 'open', n, statistic: null, bound: null, limit, firstFailedAt: null },
      failures: [],
      stillNeeded: null,
    };
  }
  const { mean, deviation } = weighed(moments, prices, limit);
  const provenAt = (size: number) => size >= burnInPairs && mean + deviation * halfWidth(size, alphaPass) < 0;
  const proven = provenAt(n);
  return {
    result: {
      state: proven ? 'proven' : 'open',
      n,
      statistic: costRatio(moments, prices),
      bound:
        n < burnInPairs ? null : (costRatioBounds(moments, prices, halfWidth(n, alphaPass))?.upper ?? null),
      limit,
      firstFailedAt: null,
    },
    failures: [],
    stillNeeded: proven ? null : observationsStillNeeded(n, provenAt),
  };
}
