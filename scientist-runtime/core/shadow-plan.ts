import type { EffectiveExperiment, Shadow } from '../contract/effective.ts';
import { sampled } from './sampling.ts';

/** Why a request that was served is not handed on. The first three are decided before, the others by what happened. */
export type SkipReason = 'method' | 'expired' | 'sampled-out' | 'circuit-open' | 'hand-off-failed';

/** One observation to hand on. */
export interface PlannedObservation {
  readonly id: string;
  readonly evidenceKey: string;
}

/** What one request is handed on as: each shadow of its experiment is in one list or the other. */
export interface ShadowPlan {
  readonly observations: readonly PlannedObservation[];
  /** One reason per shadow that gets nothing. */
  readonly skipped: readonly SkipReason[];
}

/** Decides for each shadow of an experiment whether it gets this request. */
export function planShadows(
  experiment: EffectiveExperiment,
  method: string,
  requestId: string,
  nowMs: number,
): ShadowPlan {
  const observations: PlannedObservation[] = [];
  const skipped: SkipReason[] = [];
  for (const shadow of experiment.shadows) {
    // Shadows of one request are told apart by their keys, and so are their places in the sample.
    const id = `${requestId}.${shadow.evidenceKey.slice(0, 12)}`;
    const reason = reasonToSkip(experiment, shadow, method, id, nowMs);
    if (reason === null) {
      observations.push({ id, evidenceKey: shadow.evidenceKey });
    } else {
      skipped.push(reason);
    }
  }
  return { observations, skipped };
}

function reasonToSkip(
  experiment: EffectiveExperiment,
  shadow: Shadow,
  method: string,
  id: string,
  nowMs: number,
): SkipReason | null {
  if (!experiment.methods.includes(method)) {
    return 'method';
  }
  if (shadow.expiresAtMs !== null && nowMs >= shadow.expiresAtMs) {
    return 'expired';
  }
  return sampled(id, shadow.sampleRate) ? null : 'sampled-out';
}
