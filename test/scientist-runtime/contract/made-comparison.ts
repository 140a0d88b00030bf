import type { StoredComparison } from '../../../scientist-runtime/contract/comparison.ts';

/** A row of a clean comparison, with what a test wants to be different. */
export function madeComparison(changes: Partial<StoredComparison> = {}): StoredComparison {
  return {
    at: 1_000,
    class: 'same',
    reproduced: true,
    twinFailed: false,
    candidateFailed: false,
    warmth: 'warm',
    twinMs: 10,
    candidateMs: 11,
    twinBilledMs: 10,
    candidateBilledMs: 11,
    difference: null,
    observationId: 'o-1',
    evidenceKey: 'key',
    candidateId: 'round-pr1',
    environmentId: 'env-1',
    sequence: 1,
    durationSource: 'report',
    addedMs: 1,
    pointers: [],
    missingReason: null,
    expiresAtSeconds: 2_592_001,
    ...changes,
  };
}
