import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import type { SignedRow } from './excess-criterion.ts';
import type { VerdictPolicy } from './policy.ts';

/** A judged row with its sign, and the accepted difference it shows, if any. */
export interface JudgedRow extends SignedRow {
  readonly accepted: string | null;
  /** Whether the sign is that of a flicker: seen once, gone on a repeat. */
  readonly isFlicker: boolean;
}

/**
 * The rows that say something about differences: A = B or A = C when first asked (A control, B twin, C candidate).
 *
 * Twin and candidate run in random order on one path, so if the candidate behaves like the control, B and C may be
 * exchanged; A may not, it is older and came another way. Hence +1 where the candidate differs and the twin does not
 * (`differs`), −1 where it is the other way round (`mirrored`), both repeated twice. A `flickered` row has the sign of
 * the side that flickered, for one that is wrong on a first call only is wrong to its clients; but 0 where that side
 * failed and the other did not, which the errors criterion counts. All else is 0: then +1 and −1 are equally likely,
 * whatever the noise. Where twin and candidate both left the control's answer, or all differ, the
 * data drifted or the shadow environment is another: not judged. An accepted difference counts as 0 in both
 * directions; a null id is never accepted.
 */
export function judgedRows(rows: readonly ComparisonRow[], policy: VerdictPolicy): readonly JudgedRow[] {
  const acceptedIds = new Set(policy.accepted.map(({ id }) => id));
  const judged: JudgedRow[] = [];
  rows.forEach((row, rowIndex) => {
    if (!isJudged(row)) return;
    const sign = signOf(row);
    const isFlicker = row.class === 'flickered';
    const isAccepted = sign !== 0 && row.difference !== null && acceptedIds.has(row.difference);
    if (!isAccepted) judged.push({ rowIndex, sign, accepted: null, isFlicker });
    else {
      // Only what lasted is counted against the rate at which it was accepted, for so was that rate.
      judged.push({
        rowIndex,
        sign: 0,
        accepted: row.class === 'differs' ? row.difference : null,
        isFlicker: false,
      });
    }
  });
  return judged;
}

/** Whether a row bears on the differences criterion. */
export function isJudged(row: ComparisonRow): boolean {
  switch (row.class) {
    case 'same':
    case 'differs':
    case 'mirrored':
    case 'flickered':
      return true;
    case 'not-comparable':
    case 'missing':
      return false;
  }
}

function signOf(row: ComparisonRow): -1 | 0 | 1 {
  switch (row.class) {
    case 'differs':
      return 1;
    case 'mirrored':
      return -1;
    case 'flickered':
      return flickerSign(row);
    default:
      return 0;
  }
}

/** Exactly one side of a flickered row left the control's answer at first: the twin where it did not reproduce it. */
function flickerSign({ reproduced, twinFailed, candidateFailed }: ComparisonRow): -1 | 0 | 1 {
  if (reproduced) return candidateFailed && !twinFailed ? 0 : 1;
  return twinFailed && !candidateFailed ? 0 : -1;
}
