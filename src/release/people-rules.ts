import { mayCommand, objectorsAmong } from './authorisation.ts';
import type { GivenCommand } from './command.ts';
import { type CommandSituation, decideCommand } from './command-decision.ts';
import { detachIdle, isPromoted, pauseSoak, rest, type Situation } from './situation.ts';
import type { Step } from './step.ts';

/**
 * Every command that nobody has decided about yet is decided in one step, so that no number of them keeps a release
 * from moving; what makes production safer comes first. Commands of people without write access are not heard: they
 * may not do anything, and anybody can write any number of them.
 */
export function acknowledgeCommands({ facts, history }: Situation): Step | null {
  const open = facts.commands.filter(
    ({ commentId, permission }) => mayCommand(permission) && !history.acknowledged(commentId),
  );
  if (open.length === 0) {
    return null;
  }
  // While a function serves, the evidence at hand is its own, not that of a head that was pushed since.
  const isOfAnotherHead = isPromoted(facts) && facts.stores.soak?.headSha !== facts.pullRequest.headSha;
  const published =
    facts.evidenceKey === null || isOfAnotherHead ? null : history.published(facts.evidenceKey);
  const situation: CommandSituation = {
    policy: facts.policy,
    pullRequest: facts.pullRequest,
    promoted: isPromoted(facts),
    objectors: objectorsAmong(facts.policy, facts.reviews),
    passedAtMs: published?.decision === 'pass' ? published.atMs : null,
  };
  const decided = [...open.filter(isUrgent), ...open.filter((given) => !isUrgent(given))].map((given) => ({
    given,
    decision: decideCommand(given, situation),
  }));
  return { kind: 'acknowledge', decided };
}

function isUrgent({ command }: GivenCommand): boolean {
  return command.verb === 'stop' || command.verb === 'rollback';
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
    return pauseSoak(facts, because);
  }
  return detachIdle(facts) ?? rest({ reason: 'stopped', because });
}
