import type { ReleaseRecord } from './releases.ts';

/** The part of the traffic (0–1) that a ramp hands on at its present step. */
export function sampleRateOf(ramp: ReleaseRecord['ramp']): number {
  const current = ramp.perSecond[Math.min(ramp.step, ramp.perSecond.length - 1)] ?? 1;
  return current >= ramp.trafficPerSecond ? 1 : current / ramp.trafficPerSecond;
}

/**
 * A new ramp. Traffic up to its last step is taken whole at once: on a quiet function the first steps would only
 * lose evidence. It can still step down where our own limits turn out to be lower.
 */
export function startRamp(perSecond: readonly number[], trafficPerSecond: number): ReleaseRecord['ramp'] {
  const last = perSecond.length - 1;
  const whole = trafficPerSecond <= (perSecond[last] ?? 0);
  return { perSecond: [...perSecond], step: whole ? last : 0, trafficPerSecond };
}
