import type { ComparisonRow, Warmth } from '../../scientist-runtime/contract/comparison.ts';
import { likePairs } from '../statistics/like-pairs.ts';
import type { VerdictPolicy } from '../statistics/policy.ts';

/** How long twin and candidate took for the same requests, both warm or both cold; milliseconds, ascending. */
export interface Durations {
  readonly warmth: Exclude<Warmth, 'mixed'>;
  readonly twin: readonly number[];
  readonly candidate: readonly number[];
}

/** Durations of the pairs that the latency criterion looks at, warm ones first; a warmth without a pair is left out. */
export function durationsOf(rows: readonly ComparisonRow[], policy: VerdictPolicy): readonly Durations[] {
  const pairs = likePairs(rows, policy).map(({ row }) => row);
  return (['warm', 'cold'] as const).flatMap((warmth) => {
    const alike = pairs.filter((row) => row.warmth === warmth);
    return alike.length === 0
      ? []
      : [{ warmth, twin: ascending(alike, 'twinMs'), candidate: ascending(alike, 'candidateMs') }];
  });
}

function ascending(rows: readonly ComparisonRow[], column: 'twinMs' | 'candidateMs'): readonly number[] {
  return rows.map((row) => row[column]).sort((one, other) => one - other);
}
