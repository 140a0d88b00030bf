import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';

/** What befell one request. */
export interface Asking {
  /** The data behind both sides is no longer what the control saw: both answer alike, and otherwise than it. */
  readonly drifted: boolean;
  /** Both sides are refused what production may do: both fail in the same way. */
  readonly denied: boolean;
  /** Errors that are gone when the side is asked once more. */
  readonly twinFails: boolean;
  readonly candidateFails: boolean;
  /** The candidate answers this request wrongly as often as it is asked. */
  readonly wrong: boolean;
}

/** What a row says of the answers. */
export type Answered = Pick<
  ComparisonRow,
  'class' | 'reproduced' | 'twinFailed' | 'candidateFailed' | 'difference'
>;

/**
 * The observer's partition (docs/statistics.md) of what befell a request. Of two failures one is like the other.
 * A wrong answer lasts over both repeats, an error over neither.
 */
export function answered({ drifted, denied, twinFails, candidateFails, wrong }: Asking): Answered {
  const twinFailed = denied || twinFails;
  const candidateFailed = denied || candidateFails;
  const twinLeaves = drifted || twinFailed;
  const candidateLeaves = drifted || candidateFailed || wrong;
  const failed = { twinFailed, candidateFailed };
  if (twinLeaves && candidateLeaves) {
    return { class: 'not-comparable', reproduced: false, ...failed, difference: null };
  }
  if (twinLeaves) return { class: 'flickered', reproduced: false, ...failed, difference: null };
  if (wrong) return { class: 'differs', reproduced: true, ...failed, difference: 'made' };
  return { class: candidateLeaves ? 'flickered' : 'same', reproduced: true, ...failed, difference: null };
}
