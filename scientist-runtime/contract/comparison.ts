/** How candidate C and twin B answered one observation, seen beside control A. See docs/statistics.md for the partition. */
export const comparisonClasses = [
  'same',
  'differs',
  'mirrored',
  'flickered',
  'not-comparable',
  'missing',
] as const;
/** One of {@link comparisonClasses}. */
export type ComparisonClass = (typeof comparisonClasses)[number];

/** Whether twin and candidate both answered from a warm environment, both from a cold one, or not alike. */
export const warmths = ['warm', 'cold', 'mixed'] as const;
/** One of {@link warmths}. */
export type Warmth = (typeof warmths)[number];

/** Where durations come from: Lambda's REPORT line, or the wall time of the call where one side has no REPORT. */
export type DurationSource = 'report' | 'wall';

/**
 * One comparison as the statistics read it. Rows come ordered by write time, then observation id, and that
 * order only grows at its end. Durations are milliseconds; a `missing` row carries zeros that nobody reads.
 */
export interface ComparisonRow {
  /** Epoch milliseconds at which the row was written. */
  readonly at: number;
  readonly class: ComparisonClass;
  /** A = B when first asked, errors included. */
  readonly reproduced: boolean;
  readonly twinFailed: boolean;
  readonly candidateFailed: boolean;
  readonly warmth: Warmth;
  readonly twinMs: number;
  readonly candidateMs: number;
  readonly twinBilledMs: number;
  readonly candidateBilledMs: number;
  /** Id of the difference (of an unaccepted one if there is any), or null. */
  readonly difference: string | null;
}

/** A row as it stands in the comparisons table, with what the loader needs to order it and to find holes. */
export interface StoredComparison extends ComparisonRow {
  readonly observationId: string;
  readonly evidenceKey: string;
  readonly candidateId: string;
  readonly environmentId: string;
  /** Hand-off attempts of this environment for this evidence key, from 1. A hole is an observation that was lost. */
  readonly sequence: number;
  readonly durationSource: DurationSource;
  /** Milliseconds that front itself added to the client's request. */
  readonly addedMs: number;
  /**
   * JSON Pointers with `*` for array indices (or `status`, `header:<name>`, `error`) at which the answer differs
   * from the control's, at most 10: the candidate's, or the twin's where the twin does not agree.
   */
  readonly pointers: readonly string[];
  /** Why a `missing` row is missing, or null. */
  readonly missingReason: string | null;
  /** Epoch seconds after which DynamoDB may delete the row. */
  readonly expiresAtSeconds: number;
}

/** A difference by its parts. The id is a short hash of them, so the same fault has the same id in every row. */
export interface Difference {
  readonly id: string;
  readonly pointer: string;
  readonly kind: 'value' | 'type' | 'missing' | 'extra' | 'status' | 'header' | 'error' | 'format';
  /** What changed, in classes and never in values: `number+`, `number-`, `string`, `2xx→4xx`, … */
  readonly deltaClass: string;
}
