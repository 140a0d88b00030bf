import type { Observation } from '../contract/observation.ts';

/** An observation older than the queue's retention says nothing about now. */
export const maxObservationAgeMs = 900_000;

/**
 * Why nobody is asked about an observation, or null: it is too old, or the control itself never ran, so that
 * there is nothing to compare with. Its row is then `missing` for this reason.
 */
export function unfitness({ control, observedAtMs }: Observation, nowMs: number): string | null {
  if (nowMs - observedAtMs > maxObservationAgeMs) {
    return 'expired';
  }
  const neverRan =
    control.kind === 'failed' && (control.failure === 'throttled' || control.failure === 'unavailable');
  return neverRan ? `control-${control.failure}` : null;
}
