import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import type { Measurement } from './criterion.ts';
import { likePairs } from './like-pairs.ts';
import type { VerdictPolicy } from './policy.ts';
import { signCriterion } from './sign.ts';

/**
 * Is the candidate usually no slower than the twin? A pair votes against it when candidate > (ratio · twin) + floor,
 * computed in this order; ties do not. The floor is absolute: without it a 3 ms function that became 0.3 ms slower
 * would fail after nine pairs.
 */
export function latency(rows: readonly ComparisonRow[], policy: VerdictPolicy): Measurement {
  const votes = likePairs(rows, policy).map(({ rowIndex, row }) => ({
    rowIndex,
    against: row.candidateMs > policy.latencyRatio * row.twinMs + policy.latencyFloorMs,
  }));
  return signCriterion(votes, 'latency', policy);
}
