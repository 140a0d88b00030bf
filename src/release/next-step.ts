import type { Verdict } from '../statistics/verdict.ts';
import { decideCommand, findApproval } from './authorisation.ts';
import type { Facts } from './facts.ts';
import { History } from './history.ts';
import { releaseId, sameRecord, wantedSoak, watchId, watchRecord } from './release-record.ts';
import type { Rest, Step } from './step.ts';

/** What the rules look at: the facts, what the journal says of this pull request, and the verdict on the rows. */
export interface Situation {
  readonly facts: Facts;
  readonly history: History;
  readonly verdict: Verdict | null;
}

type Rule = (situation: Situation) => Step | null;

/**
 * The next step of a release: the first rule that applies. The phase of a release is the name of this step; it
 * is derived anew on each run and never stored, so a run that died is simply run again.
 */
export function nextStep(facts: Facts, verdict: Verdict | null): Step {
  const situation: Situation = {
    facts,
    verdict,
    history: new History(facts.journal, facts.pullRequest.number),
  };
  for (const rule of rules) {
    const step = rule(situation);
    if (step !== null) {
      return step;
    }
  }
  return rest({ reason: 'collecting' });
}

/** Order matters: people first, then what makes production safer, then what moves the release on. */
const rules: readonly Rule[] = [
  acknowledgeCommand,
  rollBackOnRequest,
  watchWhatWasPromoted,
  restAfterRollback,
  cleanUpAfterClose,
  restWithoutPackage,
  waitForConsent,
  waitForOtherPromotion,
  stopOnRequest,
  deployTwin,
  deployCandidate,
  registerSoak,
  attachRoute,
  publishVerdict,
  stopAfterVerdict,
  promoteApproved,
  restByVerdict,
];

function acknowledgeCommand({ facts, history }: Situation): Step | null {
  const given = facts.commands.find(({ commentId }) => !history.acknowledged(commentId));
  if (given === undefined) {
    return null;
  }
  const published = facts.evidenceKey === null ? null : history.published(facts.evidenceKey);
  const decision = decideCommand(given, {
    policy: facts.policy,
    pullRequest: facts.pullRequest,
    promoted: isPromoted(facts),
    passedAtMs: published?.decision === 'pass' ? published.atMs : null,
  });
  return { kind: 'acknowledge', given, decision };
}

function rollBackOnRequest({ facts, history }: Situation): Step | null {
  const { override } = facts.stores;
  if (override === null || !isPromoted(facts)) {
    return null;
  }
  const command = history.lastAccepted('rollback');
  return command !== null && command.atMs >= override.atMs
    ? { kind: 'roll-back', by: command.by, because: `@${command.by} asked for it` }
    : null;
}

function watchWhatWasPromoted({ facts, history }: Situation): Step | null {
  const { watch, soak, attachment, override } = facts.stores;
  if (override === null || !isPromoted(facts)) {
    return null;
  }
  const wanted = watchRecord(facts);
  if (wanted !== null && watch?.evidenceKey !== wanted.evidenceKey) {
    return { kind: 'start-watch', record: wanted };
  }
  if (soak?.shadowing === 'on') {
    return stopShadowing(facts, 'soak', 'it was promoted');
  }
  const stop = history.lastAccepted('stop');
  if (watch?.shadowing === 'on' && stop !== null && stop.atMs >= override.atMs) {
    return stopShadowing(facts, 'watch', `@${stop.by} asked for it`);
  }
  if (watch?.shadowing === 'on') {
    return facts.nowMs < watch.endsAtMs
      ? rest({ reason: 'watching', endsAtMs: watch.endsAtMs })
      : stopShadowing(facts, 'watch', 'the watch is over and saw no harm');
  }
  if (attachment !== null && attachment.pointsAt !== override.now) {
    return { kind: 'hand-over' };
  }
  return rest({ reason: 'promoted' });
}

/** What was taken back stays back: the same content is not soaked or promoted a second time. */
function restAfterRollback(situation: Situation): Step | null {
  const { facts, history } = situation;
  const { undone, watch, soak } = facts.stores;
  if (undone?.release !== releaseId(facts.function.key, facts.pullRequest.number)) {
    return null;
  }
  const content = contentOf(facts);
  if (content !== null && !history.promotedAs(undone.now, content)) {
    return null;
  }
  if (facts.pullRequest.state !== 'open') {
    return null;
  }
  for (const [record, which] of [
    [watch, 'watch'],
    [soak, 'soak'],
  ] as const) {
    if (record?.shadowing === 'on') {
      return stopShadowing(facts, which, 'the promotion was taken back');
    }
  }
  return (
    detachIdle(facts) ??
    rest({ reason: 'rolled-back', by: undone.by, because: undone.because, atMs: undone.atMs })
  );
}

/** Once closed, everything of ours goes, except what serves. */
function cleanUpAfterClose({ facts }: Situation): Step | null {
  if (facts.pullRequest.state === 'open') {
    return null;
  }
  for (const which of ['soak', 'watch'] as const) {
    if (facts.stores[which]?.shadowing === 'on') {
      return stopShadowing(facts, which, 'the pull request was closed');
    }
  }
  const detach = detachIdle(facts);
  if (detach !== null) {
    return detach;
  }
  const serving = [facts.control.live.name, facts.stores.override?.now, facts.stores.attachment?.pointsAt];
  const functions = facts.ownFunctions.filter(
    (name) => !serving.some((arn) => arn === name || arn?.includes(`:function:${name}:`)),
  );
  const records = facts.stores.soak !== null || facts.stores.watch !== null;
  return functions.length > 0 || records ? { kind: 'clean-up', functions } : rest({ reason: 'closed' });
}

function restWithoutPackage({ facts }: Situation): Step | null {
  const { packaged } = facts;
  switch (packaged.state) {
    case 'none':
      return rest({ reason: 'no-package' });
    case 'running':
      return rest({ reason: 'package-running' });
    case 'failed':
      return rest({ reason: 'package-failed' });
    case 'unusable':
      return rest({ reason: 'package-unusable', problem: packaged.problem });
    case 'absent':
      return rest({ reason: 'not-packaged' });
    case 'unchanged':
      return rest({ reason: 'nothing-changed' });
    case 'ready':
    case 'known':
      return null;
  }
}

/** A stranger's code sees production requests only after somebody with write access has read it. */
function waitForConsent({ facts, history }: Situation): Step | null {
  const { pullRequest } = facts;
  return pullRequest.fromFork && !history.consentedTo(pullRequest.headSha)
    ? rest({ reason: 'needs-consent' })
    : null;
}

/** Two promotions on top of each other have no clear way back. */
function waitForOtherPromotion({ facts }: Situation): Step | null {
  const { override } = facts.stores;
  return override !== null && !isPromoted(facts)
    ? rest({ reason: 'other-promotion', release: override.release })
    : null;
}

function stopOnRequest({ facts, history }: Situation): Step | null {
  const command = history.lastAccepted('stop');
  if (command === null || command.headSha !== facts.pullRequest.headSha) {
    return null;
  }
  const because = `@${command.by} asked for it`;
  if (facts.stores.soak?.shadowing === 'on') {
    return stopShadowing(facts, 'soak', because);
  }
  return detachIdle(facts) ?? rest({ reason: 'stopped', because });
}

function deployTwin({ facts }: Situation): Step | null {
  return facts.deployed.twin === null ? { kind: 'deploy-twin' } : null;
}

function deployCandidate({ facts }: Situation): Step | null {
  return facts.deployed.candidate === null ? { kind: 'deploy-candidate' } : null;
}

function registerSoak({ facts }: Situation): Step | null {
  const record = wantedSoak(facts);
  return record !== null && !sameRecord(record, facts.stores.soak) ? { kind: 'register', record } : null;
}

function attachRoute({ facts }: Situation): Step | null {
  const { api, attachment, soak } = facts.stores;
  return api !== null && attachment === null && soak?.shadowing === 'on' ? { kind: 'attach' } : null;
}

/** A verdict that decides is journalled before anybody can act on it: approvals count only after it. */
function publishVerdict({ facts, history, verdict }: Situation): Step | null {
  if (verdict === null || verdict.decision === 'collecting' || facts.evidenceKey === null) {
    return null;
  }
  return history.published(facts.evidenceKey)?.decision === verdict.decision
    ? null
    : { kind: 'publish-verdict', verdict };
}

function stopAfterVerdict({ facts, verdict }: Situation): Step | null {
  if (verdict === null || verdict.decision === 'collecting' || verdict.decision === 'pass') {
    return null;
  }
  return facts.stores.soak?.shadowing === 'on'
    ? stopShadowing(facts, 'soak', `the verdict is ${verdict.decision}`)
    : detachIdle(facts);
}

function promoteApproved({ facts, history, verdict }: Situation): Step | null {
  const published = facts.evidenceKey === null ? null : history.published(facts.evidenceKey);
  if (verdict?.decision !== 'pass' || published?.decision !== 'pass') {
    return null;
  }
  const { policy, pullRequest, reviews } = facts;
  const commands = facts.commands.filter(({ commentId }) => history.accepted(commentId));
  const approval = findApproval(policy, pullRequest, published, reviews, commands);
  if (approval === null) {
    return null;
  }
  if (facts.deployed.dressed === null) {
    return { kind: 'dress' };
  }
  if (facts.stores.api !== null && facts.stores.attachment === null) {
    return { kind: 'attach' };
  }
  return { kind: 'promote', by: approval.by };
}

function restByVerdict({ facts, verdict }: Situation): Step | null {
  const { soak } = facts.stores;
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
      return soak?.shadowing === 'off'
        ? (detachIdle(facts) ??
            rest({ reason: 'stopped', because: soak.stoppedBecause ?? 'shadowing is off' }))
        : rest({ reason: 'collecting' });
  }
}

/** Whether a function of this very release serves production. */
export function isPromoted(facts: Facts): boolean {
  return facts.stores.override?.release === releaseId(facts.function.key, facts.pullRequest.number);
}

/** Detaches the route once nobody needs front on it: no override in force, no release that shadows. */
function detachIdle(facts: Facts): Step | null {
  const { attachment, override, others } = facts.stores;
  return attachment !== null && override === null && others.length === 0 ? { kind: 'detach' } : null;
}

function contentOf(facts: Facts): string | null {
  const { packaged } = facts;
  return packaged.state === 'ready'
    ? packaged.code.contentHash
    : packaged.state === 'known'
      ? packaged.contentHash
      : null;
}

function stopShadowing(facts: Facts, which: 'soak' | 'watch', because: string): Step {
  const id = (which === 'soak' ? releaseId : watchId)(facts.function.key, facts.pullRequest.number);
  return { kind: 'stop-shadowing', id, because };
}

function rest(reason: Rest): Step {
  return { kind: 'rest', rest: reason };
}
