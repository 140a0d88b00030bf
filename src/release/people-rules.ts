import { decideCommand, objectorsAmong } from './authorisation.ts';
import { detachIdle, isPromoted, rest, type Situation, stopShadowing } from './situation.ts';
import type { Step } from './step.ts';

/** The oldest command that nobody has decided about yet is decided first: what follows rests on the journal. */
export function acknowledgeCommand({ facts, history }: Situation): Step | null {
  const given = facts.commands.find(({ commentId }) => !history.acknowledged(commentId));
  if (given === undefined) {
    return null;
  }
  const published = facts.evidenceKey === null ? null : history.published(facts.evidenceKey);
  const decision = decideCommand(given, {
    policy: facts.policy,
    pullRequest: facts.pullRequest,
    promoted: isPromoted(facts),
    objectors: objectorsAmong(facts.policy, facts.reviews),
    passedAtMs: published?.decision === 'pass' ? published.atMs : null,
  });
  return { kind: 'acknowledge', given, decision };
}

/** A rollback that was accepted after the promotion takes it back; it needs no verdict. */
export function rollBackOnRequest({ facts, history }: Situation): Step | null {
  const { override } = facts.stores;
  if (override === null || !isPromoted(facts)) {
    return null;
  }
  const command = history.lastAccepted('rollback');
  return command !== null && command.atMs >= override.atMs
    ? { kind: 'roll-back', by: command.by, because: `@${command.by} asked for it` }
    : null;
}

/** A stop holds for the head it was given on; another commit begins anew. */
export function stopOnRequest({ facts, history }: Situation): Step | null {
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
