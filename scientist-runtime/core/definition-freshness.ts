import { definitionMaxAgeMs, definitionRefreshMs } from '../contract/definition-age.ts';

/** When the copy at hand was last known to be the one in S3, and how asking has gone since. */
export interface Freshness {
  /** Epoch milliseconds at which the ask that confirmed it was sent; null: there is no copy. */
  readonly confirmedAtMs: number | null;
  readonly failedAtMs: number | null;
  readonly failuresInARow: number;
}

/** Use the copy; use it and ask beside the control's invocation; or ask before it is used. */
export type Consultation = 'use' | 'ask-beside' | 'ask-first';

/**
 * What to do with the copy at hand. An environment may have been frozen for an hour, so age is read off the clock.
 * While S3 fails, requests must not each wait for it: after a failure it is asked first again only when a pause has
 * passed, which doubles up to the age at which a copy is asked about anyway.
 */
export function consult(freshness: Freshness, nowMs: number): Consultation {
  const { confirmedAtMs } = freshness;
  if (confirmedAtMs === null) {
    return 'ask-first';
  }
  // A clock that was set back says nothing about age, so the copy counts as old.
  const ageMs = nowMs < confirmedAtMs ? Number.POSITIVE_INFINITY : nowMs - confirmedAtMs;
  if (ageMs < definitionRefreshMs) {
    return 'use';
  }
  return ageMs < definitionMaxAgeMs || pausing(freshness, nowMs) ? 'ask-beside' : 'ask-first';
}

const firstPauseMs = 1_000;

function pausing({ failedAtMs, failuresInARow }: Freshness, nowMs: number): boolean {
  const pauseMs = Math.min(definitionRefreshMs, firstPauseMs * 2 ** (failuresInARow - 1));
  return failedAtMs !== null && nowMs >= failedAtMs && nowMs - failedAtMs < pauseMs;
}
