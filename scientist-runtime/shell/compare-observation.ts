import type { StoredComparison } from '../contract/comparison.ts';
import type { DifferenceSample } from '../contract/difference-sample.ts';
import type { EffectiveExperiment, Shadow } from '../contract/effective.ts';
import type { Answer, Observation } from '../contract/observation.ts';
import type { Absence } from '../core/absence.ts';
import { type Asking, classify } from '../core/classifying.ts';
import { type Comparing, compareOutcomes, prepareComparing } from '../core/comparing.ts';
import { comparisonRow, missingRow } from '../core/comparison-row.ts';
import type { FoundDifference } from '../core/difference.ts';
import { type CallTimes, pairTimes } from '../core/measures.ts';
import { type Outcome, outcomeOf } from '../core/outcome.ts';
import { persistentDifferences } from '../core/persistent-differences.ts';
import { inRandomOrder } from '../core/random-order.ts';
import { prepareRedacting } from '../core/redacting.ts';
import { samplesOf } from '../core/sample.ts';

/** What one call of a shadow gave: an answer or a failure of its own, or nothing for reasons of ours. */
export type ShadowCall =
  | { readonly kind: 'called'; readonly answer: Answer; readonly times: CallTimes }
  | { readonly kind: 'absent'; readonly reason: Absence };

export interface ShadowQuestion {
  readonly arn: string;
  readonly event: unknown;
  readonly experiment: string;
  readonly role: 'twin' | 'candidate';
}

export interface ObservingPorts {
  /** Asks once, without a retry. Never rejects for what a shadow or Lambda answers. */
  ask(question: ShadowQuestion): Promise<ShadowCall>;
  /** From 0 to below 1. */
  random(): number;
  nowMs(): number;
  /** Whether this invocation has time for another asking. */
  hasTime(): boolean;
}

export interface ComparedCandidate {
  readonly row: StoredComparison;
  readonly samples: readonly DifferenceSample[];
}

/** An observation older than the queue's retention says nothing about now; its row is missing. */
export const maxObservationAgeMs = 900_000;

/**
 * Asks twin and candidates behind one observation and compares them with the control's answer: one row for each
 * candidate. They are asked one after the other, in random order, so that neither always meets the warmer cache.
 */
export async function compareObservation(
  observation: Observation,
  experiment: EffectiveExperiment,
  shadow: Shadow,
  ports: ObservingPorts,
): Promise<ComparedCandidate[]> {
  const unfit = unfitness(observation, ports.nowMs());
  if (unfit !== null) {
    return shadow.candidates.map(({ id }) => ({
      row: missingRow(observation, id, unfit, ports.nowMs()),
      samples: [],
    }));
  }
  const twin: Party = { id: null, arn: shadow.twin ?? experiment.control };
  const calls = await askAll(observation, [twin, ...shadow.candidates], ports);
  const comparing = prepareComparing(shadow.comparators);
  const control = outcomeOf(observation.control);
  const compared: ComparedCandidate[] = [];
  for (const candidate of shadow.candidates) {
    const first = comparePair(control, calls.get(null), calls.get(candidate.id), comparing);
    if (first.kind === 'absent') {
      compared.push({ row: missingRow(observation, candidate.id, first.reason, ports.nowMs()), samples: [] });
      continue;
    }
    const again = await askAgain(observation, [twin, candidate], control, comparing, first, ports);
    compared.push(concluded(observation, shadow, candidate.id, first, again, ports.nowMs()));
  }
  return compared;
}

/** Twin (id null) or candidate. */
interface Party {
  readonly id: string | null;
  readonly arn: string;
}

interface ComparedPair extends Asking {
  readonly kind: 'compared';
  readonly twinFailed: boolean;
  readonly candidateFailed: boolean;
  readonly twinDifferences: readonly FoundDifference[];
  readonly candidateDifferences: readonly FoundDifference[];
  readonly twinTimes: CallTimes;
  readonly candidateTimes: CallTimes;
}

type Pair = ComparedPair | { readonly kind: 'absent'; readonly reason: Absence };

/** Why an observation is not worth asking for, or null. */
function unfitness(observation: Observation, nowMs: number): string | null {
  if (nowMs - observation.observedAtMs > maxObservationAgeMs) {
    return 'expired';
  }
  const { control } = observation;
  const notAsked =
    control.kind === 'failed' && (control.failure === 'throttled' || control.failure === 'unavailable');
  return notAsked ? `control-${control.failure}` : null;
}

async function askAll(
  observation: Observation,
  parties: readonly Party[],
  ports: ObservingPorts,
): Promise<Map<string | null, ShadowCall>> {
  const calls = new Map<string | null, ShadowCall>();
  for (const { id, arn } of inRandomOrder(parties, ports.random)) {
    const { event, experiment } = observation;
    calls.set(id, await ports.ask({ arn, event, experiment, role: id === null ? 'twin' : 'candidate' }));
  }
  return calls;
}

async function askAgain(
  observation: Observation,
  pair: readonly [Party, Party],
  control: Outcome,
  comparing: Comparing,
  first: ComparedPair,
  ports: ObservingPorts,
): Promise<(ComparedPair | null)[]> {
  const again: (ComparedPair | null)[] = [];
  while (classify(first, again).kind === 'ask-again') {
    if (!ports.hasTime()) {
      again.push(null);
      continue;
    }
    const calls = await askAll(observation, pair, ports);
    const repeated = comparePair(control, calls.get(null), calls.get(pair[1].id), comparing);
    again.push(repeated.kind === 'compared' ? repeated : null);
  }
  return again;
}

function comparePair(
  control: Outcome,
  twin: ShadowCall | undefined,
  candidate: ShadowCall | undefined,
  comparing: Comparing,
): Pair {
  if (twin?.kind !== 'called') {
    return { kind: 'absent', reason: twin?.reason ?? 'unavailable' };
  }
  if (candidate?.kind !== 'called') {
    return { kind: 'absent', reason: candidate?.reason ?? 'unavailable' };
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

function concluded(
  observation: Observation,
  shadow: Shadow,
  candidateId: string,
  first: ComparedPair,
  again: readonly (ComparedPair | null)[],
  nowMs: number,
): ComparedCandidate {
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
  return { row, samples: samplesOf(observation, who, differences, prepareRedacting(shadow.redact)) };
}
