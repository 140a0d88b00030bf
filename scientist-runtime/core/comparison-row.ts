import type { ComparisonClass, StoredComparison } from '../contract/comparison.ts';
import type { Observation } from '../contract/observation.ts';
import { rowRetentionMs } from '../contract/row-retention.ts';
import type { FoundDifference } from './difference.ts';
import type { PairTimes } from './measures.ts';

/** A row names so many places at most. */
export const maxRowPointers = 10;

/** What the first asking of twin and candidate showed, and the class that came of it. */
export interface Seen {
  readonly class: ComparisonClass;
  readonly reproduced: boolean;
  readonly twinFailed: boolean;
  readonly candidateFailed: boolean;
  readonly times: PairTimes;
  /** Of the side that the class speaks of: the twin where it does not agree with the control, else the candidate. */
  readonly differences: readonly FoundDifference[];
}

/** A row for what was seen. A row with several differences names an unaccepted one if there is any. */
export function comparisonRow(
  observation: Observation,
  candidateId: string,
  seen: Seen,
  acceptedDifferences: readonly string[],
  writtenAtMs: number,
): StoredComparison {
  const ids = seen.differences.map(({ difference }) => difference.id);
  const pointers = new Set(seen.differences.map(({ difference }) => difference.pointer));
  return {
    ...identityOf(observation, candidateId, writtenAtMs),
    ...seen.times,
    class: seen.class,
    reproduced: seen.reproduced,
    twinFailed: seen.twinFailed,
    candidateFailed: seen.candidateFailed,
    difference: ids.find((id) => !acceptedDifferences.includes(id)) ?? ids[0] ?? null,
    pointers: [...pointers].slice(0, maxRowPointers),
    missingReason: null,
  };
}

/** A row for an observation that could not be compared for reasons of ours. */
export function missingRow(
  observation: Observation,
  candidateId: string,
  missingReason: string,
  writtenAtMs: number,
): StoredComparison {
  return {
    ...identityOf(observation, candidateId, writtenAtMs),
    class: 'missing',
    reproduced: false,
    twinFailed: false,
    candidateFailed: false,
    durationSource: 'wall',
    warmth: 'mixed',
    twinMs: 0,
    candidateMs: 0,
    twinBilledMs: 0,
    candidateBilledMs: 0,
    difference: null,
    pointers: [],
    missingReason,
  };
}

function identityOf(observation: Observation, candidateId: string, writtenAtMs: number) {
  return {
    at: writtenAtMs,
    observationId: observation.id,
    evidenceKey: observation.evidenceKey,
    candidateId,
    environmentId: observation.environmentId,
    sequence: observation.sequence,
    addedMs: observation.addedMs,
    expiresAtSeconds: Math.floor((writtenAtMs + rowRetentionMs) / 1_000),
  };
}
