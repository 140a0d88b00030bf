import type { StoredComparison } from '../contract/comparison.ts';
import type { DifferenceSample } from '../contract/difference-sample.ts';
import type { Shadow } from '../contract/effective.ts';
import type { Observation } from '../contract/observation.ts';
import { classify } from './classifying.ts';
import { comparisonRow } from './comparison-row.ts';
import { prepareDiscretion } from './discretion.ts';
import { pairTimes } from './measures.ts';
import { persistentDifferences } from './persistent-differences.ts';
import { samplesOf } from './sample.ts';
import type { ComparedPair } from './shadow-pair.ts';

/** The row of one candidate, and redacted samples of what differs. */
export interface Conclusion {
  readonly row: StoredComparison;
  readonly samples: readonly DifferenceSample[];
}

/** Which candidate was asked what. */
export interface Asked {
  readonly observation: Observation;
  readonly shadow: Shadow;
  readonly candidateId: string;
  /** When the last answer was there, epoch milliseconds. */
  readonly nowMs: number;
}

/**
 * What follows from the first asking and its repeats (null: one that gave nothing). Differences are those of the
 * side that does not agree with the control: the twin's, where both do not.
 */
export function conclude(
  { observation, shadow, candidateId, nowMs }: Asked,
  first: ComparedPair,
  again: readonly (ComparedPair | null)[],
): Conclusion {
  const step = classify(first, again);
  const who = first.twinAgrees ? 'candidate' : 'twin';
  const differencesOf = (pair: ComparedPair) =>
    who === 'candidate' ? pair.candidateDifferences : pair.twinDifferences;
  const differences = persistentDifferences(
    differencesOf(first),
    again.filter((pair) => pair !== null).map(differencesOf),
  );
  const row = comparisonRow(
    observation,
    candidateId,
    {
      class: step.kind === 'classified' ? step.class : 'flickered',
      reproduced: first.twinAgrees,
      twinFailed: first.twinFailed,
      candidateFailed: first.candidateFailed,
      times: pairTimes(first.twinTimes, first.candidateTimes),
      differences,
    },
    shadow.acceptedDifferences,
    nowMs,
  );
  // Whoever reads the row looks its difference up, so that it comes first where not all have room.
  const named = differences.filter(({ difference }) => difference.id === row.difference);
  const discretion = prepareDiscretion(shadow.redact, observation.event);
  return { row, samples: samplesOf(observation, who, [...named, ...differences], discretion) };
}
