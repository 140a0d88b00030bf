import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import type { Measurement } from './criterion.ts';
import { type LikePair, likePairs } from './like-pairs.ts';
import type { VerdictPolicy } from './policy.ts';
import { quantile } from './quantile.ts';
import { signCriterion, type Vote } from './sign.ts';

/**
 * Does the candidate reach the slow region no more often than the twin? The region is pinned: x₀ is the quantile of
 * the twin's durations in the first `tailPilotPairs` pairs of each warmth, which are then left out. A pair votes
 * against the candidate when candidate > ρx₀ + floor and twin < x₀, for it when candidate ≤ ρx₀ + floor and
 * twin ≥ x₀; the other pairs say nothing. A poor x₀ costs power, not validity, because it is fixed before the votes.
 * A pilot per warmth: a pilot that mixes cold starts in would put x₀ where hardly any warm request ever comes.
 */
export function tail(rows: readonly ComparisonRow[], policy: VerdictPolicy): Measurement {
  return signCriterion(pinnedVotes(rows, policy.tailQuantile, policy), 'tail', policy);
}

/** The same further out. It need not be proven, but for a pass it must not lean against the candidate. */
export function tailGuard(rows: readonly ComparisonRow[], policy: VerdictPolicy): Measurement {
  return signCriterion(pinnedVotes(rows, policy.tailGuardQuantile, policy), 'tail-guard', policy);
}

function pinnedVotes(rows: readonly ComparisonRow[], part: number, policy: VerdictPolicy): Vote[] {
  const pairs = likePairs(rows, policy);
  const votes = (['warm', 'cold'] as const).flatMap((warmth) =>
    votesAfterPilot(
      pairs.filter(({ row }) => row.warmth === warmth),
      part,
      policy,
    ),
  );
  return votes.sort((a, b) => a.rowIndex - b.rowIndex);
}

function votesAfterPilot(pairs: readonly LikePair[], part: number, policy: VerdictPolicy): Vote[] {
  const pilot = pairs.slice(0, policy.tailPilotPairs);
  if (pilot.length < policy.tailPilotPairs) return [];
  const twinMs = pilot.map(({ row }) => row.twinMs).sort((one, other) => one - other);
  const slow = quantile(twinMs, part);
  const limitMs = policy.tailRatio * slow + policy.latencyFloorMs;

  return pairs.slice(policy.tailPilotPairs).flatMap(({ rowIndex, row }) => {
    const candidateSlow = row.candidateMs > limitMs;
    const twinSlow = row.twinMs >= slow;
    return candidateSlow === twinSlow ? [] : [{ rowIndex, against: candidateSlow }];
  });
}
