import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import { checkRows } from './check-rows.ts';
import { errors } from './errors-criterion.ts';
import { fidelity } from './fidelity.ts';
import { failuresOf, measure } from './measure.ts';
import { type VerdictPolicy, verdictPolicy } from './policy.ts';
import type { FailReason } from './reason-codes.ts';

/** Whether the rows show harm, and which criteria say so. */
export interface Harm {
  readonly harmed: boolean;
  readonly reasons: readonly (FailReason | 'not-reproduced')[];
}

/**
 * Harm as the runtime's tick sees it, by the engines of the verdict and the same latches.
 * In a soak the candidate harms when any criterion failed. In a watch what was promoted serves as control and twin and
 * the old control answers as candidate, so the signs are exchanged; only errors act there, since differences are
 * expected after an accepted change. A function that serves otherwise than its own clone answers is harm as well: with
 * production's role and settings it fails where no shadow shows it.
 * Throws `InvalidInput` as `judge` does.
 */
export function harm(rows: readonly ComparisonRow[], policy: VerdictPolicy, stage: 'soak' | 'watch'): Harm {
  const checked = verdictPolicy(policy);
  checkRows(rows);
  const reasons = stage === 'soak' ? failuresOf(measure(rows, checked)) : watchReasons(rows, checked);
  return { harmed: reasons.length > 0, reasons };
}

function watchReasons(rows: readonly ComparisonRow[], policy: VerdictPolicy): Harm['reasons'] {
  const { failures } = errors(rows.map(exchangeArms), policy);
  return fidelity(rows, policy).result.state === 'failed' ? [...failures, 'not-reproduced'] : failures;
}

/** The same failures with twin and candidate in each other's place. */
function exchangeArms(row: ComparisonRow): ComparisonRow {
  return { ...row, twinFailed: row.candidateFailed, candidateFailed: row.twinFailed };
}
