import { maxClockSkewMs } from '../release/evidence-age.ts';
import type { FunctionOutcome } from '../release/outcome.ts';

/** What a function means for the merge button. */
export type CheckState = 'success' | 'failure' | 'in_progress';

/**
 * Success only for a pass, for a promotion of this very head that stands, and for a change that changes nothing.
 */
export function stateOf({ facts, rest }: Pick<FunctionOutcome, 'facts' | 'rest'>): CheckState {
  switch (rest.reason) {
    case 'nothing-changed':
    case 'ready':
      return 'success';
    case 'not-packaged':
      // Whoever leaves a function out of the package must not get its change past the gate.
      return rest.files?.length === 0 ? 'success' : 'failure';
    case 'watching':
    case 'promoted':
      return facts.stores.soak?.headSha === facts.pullRequest.headSha ? 'success' : 'failure';
    case 'clock-behind':
      return rest.behindMs > maxClockSkewMs ? 'failure' : 'in_progress';
    case 'no-package':
    case 'package-running':
    case 'needs-consent':
    case 'other-promotion':
    case 'collecting':
      return 'in_progress';
    case 'package-failed':
    case 'package-unusable':
    case 'cannot-clone':
    case 'setting-refused':
    case 'known-bad':
    case 'failed':
    case 'invalid':
    case 'inconclusive':
    case 'stopped':
    case 'rolled-back':
    case 'undefined-experiment':
    case 'other-control':
    case 'closing':
    case 'superseded':
    case 'evidence-expired':
    case 'behind':
    case 'closed':
      return 'failure';
  }
}

/** One that fails fails all; else one that is under way holds all up. */
export function worstState(states: readonly CheckState[]): CheckState {
  if (states.includes('failure')) {
    return 'failure';
  }
  return states.includes('in_progress') ? 'in_progress' : 'success';
}
