import { canonicalSha256 } from '../../scientist-runtime/contract/evidence-key.ts';
import { ScientistError } from '../errors.ts';
import { liveFingerprint } from '../release/candidate-plan.ts';
import type { ControlFacts, Facts, StoreFacts } from '../release/facts.ts';
import { maskSettings } from './mask-settings.ts';
import type { Ports } from './ports.ts';

/** Where the experiment's route points. Read only where something depends on it: it costs calls. */
export async function whereRoutePoints(ports: Ports, stores: StoreFacts): Promise<Facts['route']> {
  const { api, attachment, soak } = stores;
  if (api === null || (attachment === null && soak === null)) {
    return null;
  }
  try {
    const { functionArn } = await ports.route.read(api);
    return functionArn === ports.runtime.frontArn ? 'front' : 'elsewhere';
  } catch (thrown) {
    // An API that was deleted points nowhere: there is nothing to give back to it.
    if (thrown instanceof ScientistError && thrown.name === 'NotFound') {
      return null;
    }
    throw thrown;
  }
}

/**
 * Whether the stack's own function holds what was promoted by now: then the team's pipeline has deployed the
 * merge, and production can return to it. Asked once the watch is over.
 */
export async function isSettled(
  ports: Ports,
  { override, overrideApplies, soak, watch }: StoreFacts,
  control: ControlFacts,
  releaseId: string,
  nowMs: number,
): Promise<boolean> {
  const isOver = watch !== null && nowMs >= watch.endsAtMs;
  if (override?.release !== releaseId || !overrideApplies || soak === null || !isOver) {
    return false;
  }
  const own = await ports.functions.read(override.was);
  if (own === null) {
    return false;
  }
  const masked = await maskSettings(ports.definition, own.settings);
  if (
    liveFingerprint(own, masked) === soak.controlFingerprint ||
    canonicalSha256(masked) !== canonicalSha256(control.masked)
  ) {
    return false;
  }
  const { contentHash } = await ports.functions.readCode(own.arn);
  return contentHash === soak.contentHash;
}
