/** What a function answered: the payload text as Lambda returned it, or how it failed. */
export type Answer =
  | { readonly kind: 'answer'; readonly payload: string }
  | {
      readonly kind: 'failed';
      /** Failures are equal by kind, never by text. */
      readonly failure: 'error' | 'timeout' | 'throttled' | 'unavailable';
      /** Lambda's error type, for people; never compared. */
      readonly errorType: string | null;
    };

/**
 * One request with the control's answer: the only seam between who produces (front, replay, sample events)
 * and who compares. Its JSON is the body of an SQS message, or of an S3 object where it is too large for one.
 */
export interface Observation {
  readonly schemaVersion: 1;
  readonly id: string;
  readonly source: 'front' | 'replay' | 'sample';
  readonly experiment: string;
  readonly evidenceKey: string;
  /** Random per execution environment of front. */
  readonly environmentId: string;
  /** Hand-off attempts of this environment for this evidence key, counted from 1. */
  readonly sequence: number;
  /** Epoch milliseconds of the control's answer. */
  readonly observedAtMs: number;
  /** Milliseconds that front itself added to the request: its whole time less the control's invocation. */
  readonly addedMs: number;
  /** The API Gateway event as front received it. */
  readonly event: unknown;
  readonly control: Answer;
}

/** An observation that stands in S3 because its JSON is larger than a queue message may be. */
export interface OffloadedObservation {
  readonly schemaVersion: 1;
  readonly offloaded: { readonly bucket: string; readonly key: string };
}

/** Once per environment and 10 s of activity: what was served without being shadowed, by reason. */
export interface FrontCounters {
  readonly schemaVersion: 1;
  readonly counters: {
    readonly environmentId: string;
    readonly atMs: number;
    /** Requests served per experiment. */
    readonly served: Readonly<Record<string, number>>;
    /** `experiment` → reason (`method`, `sampled-out`, `expired`, `hand-off-failed`, `circuit-open`, …) → count. */
    readonly skipped: Readonly<Record<string, Readonly<Record<string, number>>>>;
  };
}

/** Largest body of an SQS message (and of a whole batch), in bytes. Source: the SQS quotas since January 2026. */
export const maxQueueMessageBytes = 1_048_576;
