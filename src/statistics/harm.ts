import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import { checkRows } from './check-rows.ts';
import { errors } from './errors-criterion.ts';
import { failuresOf, measure } from './measure.ts';
import { type VerdictPolicy, verdictPolicy } from './policy.ts';
import type { FailReason } from './reason-codes.ts';

/** Whether the rows show harm, and which criteria say so. */
export interface Harm {
  readonly harmed: boolean;
  readonly reasons: readonly FailReason[];
}

/**
 * Harm as the runtime's tick sees it, by the engines of the verdict and the same latches.
 * In a soak the candidate harms when any criterion failed. In a watch what was promoted serves as control and twin and
 * the old control answers as candidate, so the signs are exchanged; only errors act there, since differences are
 * expected after an accepted change.
 * Throws `InvalidInput` as `judge` does.
 */
export function harm(rows: readonly ComparisonRow[], policy: VerdictPolicy, stage: 'soak' | 'watch'): Harm {
  const checked = verdictPolicy(policy);
  checkRows(rows);
  const reasons =
    stage === 'soak' ? failuresOf(measure(rows, checked)) : errors(rows.map(exchangeArms), checked).failures;
  return { harmed: reasons.length > 0, reasons };
}

/** The same failures with twin and candidate in each other's place. */
function exchangeArms(row: ComparisonRow): ComparisonRow {
  return { ...row, twinFailed: row.candidateFailed, candidateFailed: row.twinFailed };
}
