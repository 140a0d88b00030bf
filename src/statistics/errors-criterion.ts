import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import type { Measurement } from './criterion.ts';
import { excessCriterion, type SignedRow } from './excess-criterion.ts';
import type { VerdictPolicy } from './policy.ts';

/** +1 where only the candidate failed, −1 where only the twin did; both failing is fidelity's business. */
function signOf(row: ComparisonRow): -1 | 0 | 1 {
  if (row.candidateFailed === row.twinFailed) return 0;
  return row.candidateFailed ? 1 : -1;
}

/** Does the candidate fail more often than the twin? Over all rows that are not missing, whatever their class. */
export function errors(rows: readonly ComparisonRow[], policy: VerdictPolicy): Measurement {
  const signs: SignedRow[] = [];
  rows.forEach((row, rowIndex) => {
    if (row.class !== 'missing') signs.push({ rowIndex, sign: signOf(row) });
  });
  return excessCriterion(signs, policy.errorTolerance, 'errors', policy);
}
