import { findApproval } from './authorisation.ts';
import { detachIdle, rest, type Situation, stopShadowing } from './situation.ts';
import type { Step } from './step.ts';

/** A verdict that decides is journalled before anybody can act on it: approvals count only after it. */
export function publishVerdict({ facts, history, verdict }: Situation): Step | null {
  if (verdict === null || verdict.decision === 'collecting' || facts.evidenceKey === null) {
    return null;
  }
  return history.published(facts.evidenceKey)?.decision === verdict.decision
    ? null
    : { kind: 'publish-verdict', verdict };
}

/**
 * Once it is decided against the candidate, no further request is spent on it. An invalid soak goes on: what made
 * it so may be mended, and then its latest rows say so.
 */
export function stopAfterVerdict({ facts, verdict }: Situation): Step | null {
  if (verdict?.decision !== 'fail' && verdict?.decision !== 'inconclusive') {
    return null;
  }
  return facts.stores.soak?.shadowing === 'on'
    ? stopShadowing(facts, 'soak', `the verdict is ${verdict.decision}`)
    : detachIdle(facts);
}

/** A pass that was published and then approved is dressed, and promoted through an attached route. */
export function promoteApproved({ facts, history, verdict }: Situation): Step | null {
  const published = facts.evidenceKey === null ? null : history.published(facts.evidenceKey);
  if (verdict?.decision !== 'pass' || published?.decision !== 'pass') {
    return null;
  }
  if (facts.newerBaseFiles.length > 0) {
    return rest({ reason: 'behind', files: facts.newerBaseFiles });
  }
  const { policy, pullRequest, reviews } = facts;
  const commands = facts.commands.filter(({ commentId }) => history.accepted(commentId));
  const approval = findApproval(policy, pullRequest, published, { reviews, commands });
  if (approval === null) {
    return null;
  }
  if (facts.deployed.dressed === null) {
    return { kind: 'dress' };
  }
  if (facts.stores.api !== null && facts.stores.attachment === null) {
    return { kind: 'attach' };
  }
  return { kind: 'promote', by: approval.by, byTheirOwn: approval.byTheirOwn };
}

/** Nothing is left to do: the verdict says what people read. */
export function restByVerdict({ facts, verdict }: Situation): Step | null {
  const { soak } = facts.stores;
  const idle = soak?.shadowing === 'off' ? detachIdle(facts) : null;
  if (idle !== null) {
    return idle;
  }
  switch (verdict?.decision) {
    case 'fail':
      return rest({ reason: 'failed' });
    case 'invalid':
      return rest({ reason: 'invalid' });
    case 'inconclusive':
      return rest({ reason: 'inconclusive' });
    case 'pass':
      return rest({ reason: 'ready' });
    default:
      return soak?.shadowing === 'off' && soak.rowCap > facts.rows.length
        ? rest({ reason: 'stopped', because: soak.stoppedBecause ?? 'shadowing is off' })
        : rest({ reason: 'collecting' });
  }
}
