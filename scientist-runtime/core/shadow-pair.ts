import type { Answer } from '../contract/observation.ts';
import type { Absence } from './absence.ts';
import type { Asking } from './classifying.ts';
import { type Comparing, compareOutcomes } from './comparing.ts';
import type { FoundDifference } from './difference.ts';
import type { CallTimes } from './measures.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** What one call of a shadow gave: an answer or a failure of its own, or nothing for reasons of ours. */
export type ShadowCall =
  | { readonly kind: 'called'; readonly answer: Answer; readonly times: CallTimes }
  | { readonly kind: 'absent'; readonly reason: Absence };

/** Twin and candidate of one asking, each beside the control's answer. */
export interface ComparedPair extends Asking {
  readonly kind: 'compared';
  readonly twinFailed: boolean;
  readonly candidateFailed: boolean;
  readonly twinDifferences: readonly FoundDifference[];
  readonly candidateDifferences: readonly FoundDifference[];
  readonly twinTimes: CallTimes;
  readonly candidateTimes: CallTimes;
}

/** One asking, compared; or why it says nothing about either. */
export type Pair = ComparedPair | { readonly kind: 'absent'; readonly reason: Absence };

/** Compares both with the control. Where either gave nothing there is no pair; the twin's reason goes first. */
export function comparePair(
  control: Outcome,
  twin: ShadowCall,
  candidate: ShadowCall,
  comparing: Comparing,
): Pair {
  if (twin.kind === 'absent') {
    return twin;
  }
  if (candidate.kind === 'absent') {
    return candidate;
  }
  const twinOutcome = outcomeOf(twin.answer);
  const candidateOutcome = outcomeOf(candidate.answer);
  const twinDifferences = compareOutcomes(control, twinOutcome, comparing);
  const candidateDifferences = compareOutcomes(control, candidateOutcome, comparing);
  return {
    kind: 'compared',
    twinAgrees: twinDifferences.length === 0,
    candidateAgrees: candidateDifferences.length === 0,
    twinFailed: twinOutcome.kind === 'failed',
    candidateFailed: candidateOutcome.kind === 'failed',
    twinDifferences,
    candidateDifferences,
    twinTimes: twin.times,
    candidateTimes: candidate.times,
  };
}
