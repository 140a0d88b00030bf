import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import type { VerdictPolicy } from './policy.ts';

/** A row whose durations of twin and candidate are compared, and its index among all rows. */
export interface LikePair {
  readonly rowIndex: number;
  readonly row: ComparisonRow;
}

/**
 * The pairs that latency, tail and cost compare, like with like: every row not missing whose warmth is not `mixed`,
 * whatever its class (timeouts stay in), without the first `warmUpPairs`, in which pools and compilers still warm up.
 * Pairing cancels what the request and the moment share, so far fewer rows are needed than with two separate samples.
 */
export function likePairs(rows: readonly ComparisonRow[], policy: VerdictPolicy): readonly LikePair[] {
  const pairs: LikePair[] = [];
  rows.forEach((row, rowIndex) => {
    if (row.class !== 'missing' && row.warmth !== 'mixed') pairs.push({ rowIndex, row });
  });
  return pairs.slice(policy.warmUpPairs);
}
