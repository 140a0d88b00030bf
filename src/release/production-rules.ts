import { definitionMaxAgeMs } from '../../scientist-runtime/contract/runtime-stack.ts';
import { harm } from '../statistics/harm.ts';
import { verdictPolicy } from '../statistics/policy.ts';
import { baseNameOf, ownFunctionName } from './candidate-plan.ts';
import type { Facts } from './facts.ts';
import { stopWatchOnRequest } from './people-rules.ts';
import { watchRecord } from './release-record.ts';
import {
  detachIdle,
  isPromoted,
  rest,
  type SafetySituation,
  type Situation,
  stopShadowing,
} from './situation.ts';
import type { Step } from './step.ts';

/**
 * What serves is watched, then the route is handed over to it. Harm is taken back by whoever sees it first: the
 * tick of the runtime looks every minute, a run of the gate looks too.
 */
export function watchWhatWasPromoted({ facts, history }: Situation): Step | null {
  const { watch, soak, attachment, override } = facts.stores;
  if (override === null || !isPromoted(facts)) {
    return null;
  }
  if (!facts.stores.overrideApplies) {
    return rest({ reason: 'superseded' });
  }
  const wanted = watchRecord(facts);
  if (wanted !== null && watch?.evidenceKey !== wanted.evidenceKey) {
    return { kind: 'start-watch', record: wanted };
  }
  if (soak?.shadowing === 'on') {
    return stopShadowing(facts, 'soak', 'it was promoted');
  }
  const asked = stopWatchOnRequest({ facts, history });
  if (asked !== null) {
    return asked;
  }
  const stop = history.lastAccepted('stop');
  if (watch?.shadowing === 'on') {
    const harmful = rollBackOnHarm({ facts, history });
    if (harmful !== null) {
      return harmful;
    }
    return facts.nowMs < watch.endsAtMs
      ? rest({ reason: 'watching', endsAtMs: watch.endsAtMs })
      : stopShadowing(facts, 'watch', `the watch is over: no harm in ${facts.watchRows.length} requests`);
  }
  if (watch !== null && facts.nowMs < watch.endsAtMs && (stop === null || stop.atMs < override.atMs)) {
    return rest({ reason: 'watching', endsAtMs: watch.endsAtMs });
  }
  if (facts.settled) {
    return { kind: 'settle', now: override.now };
  }
  if (attachment !== null && attachment.pointsAt !== override.now) {
    return { kind: 'hand-over' };
  }
  return rest({ reason: 'promoted' });
}

/** Harm that a running watch shows takes the promotion back. */
export function rollBackOnHarm({ facts }: SafetySituation): Step | null {
  const { watch, overrideApplies } = facts.stores;
  if (!isPromoted(facts) || !overrideApplies || watch?.shadowing !== 'on') {
    return null;
  }
  const { harmed } = harm(facts.watchRows, verdictPolicy(watch.verdictPolicy), 'watch');
  return harmed
    ? { kind: 'roll-back', by: 'gate', because: 'it fails more often than the one before it' }
    : null;
}

/** What was taken back stays back: the same content is not soaked or promoted a second time. */
export function restAfterRollback({ facts, history }: Situation): Step | null {
  const content = contentOf(facts);
  const rollback = content === null ? null : history.takenBack(content, facts.stores.undone);
  if (rollback === null || facts.pullRequest.state !== 'open') {
    return null;
  }
  for (const which of ['watch', 'soak'] as const) {
    if (facts.stores[which]?.shadowing === 'on') {
      return stopShadowing(facts, which, 'the promotion was taken back');
    }
  }
  const { by, atMs, because } = rollback;
  return (
    detachIdle(facts) ?? rest({ reason: 'rolled-back', by, because: because ?? 'it was taken back', atMs })
  );
}

/** Once closed, everything of ours goes, except what serves. */
export function cleanUpAfterClose(situation: Situation): Step | null {
  const { facts } = situation;
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
  if (mayStillServe(situation)) {
    return rest({ reason: 'closing' });
  }
  const serving = [facts.control.live.name, facts.stores.override?.now, facts.stores.attachment?.pointsAt];
  const functions = facts.ownFunctions.filter(
    (name) => !serving.some((arn) => arn === name || arn?.includes(`:function:${name}:`)),
  );
  const records = facts.stores.soak !== null || facts.stores.watch !== null;
  return functions.length > 0 || records ? { kind: 'clean-up', functions } : rest({ reason: 'closed' });
}

/** Twice the time for which a front may hold an old definition, so that API Gateway's own delays fit in as well. */
const settlingMs = 2 * definitionMaxAgeMs;

/** Whether a front may still hold a definition that names the dressed function. */
function mayStillServe({ facts, history }: Situation): boolean {
  const dressed = ownFunctionName(baseNameOf(facts.function), facts.pullRequest.number, 'dressed');
  const lastAtMs = history.lastActAtMs(['rollback', 'settle', 'detach']);
  return facts.ownFunctions.includes(dressed) && lastAtMs !== null && facts.nowMs < lastAtMs + settlingMs;
}

function contentOf(facts: Facts): string | null {
  const { packaged } = facts;
  return packaged.state === 'ready'
    ? packaged.code.contentHash
    : packaged.state === 'known'
      ? packaged.contentHash
      : null;
}
