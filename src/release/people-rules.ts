import { mayCommand, objectorsAmong } from './authorisation.ts';
import type { GivenCommand } from './command.ts';
import { type CommandSituation, decideCommand, decideUrgent, type UrgentVerb } from './command-decision.ts';
import {
  detachIdle,
  isPromoted,
  pauseSoak,
  rest,
  type SafetySituation,
  type Situation,
  stopShadowing,
} from './situation.ts';
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

/** The verb of a command that makes production safer; null of any other. */
export function urgentVerb({ command }: Pick<GivenCommand, 'command'>): UrgentVerb | null {
  return command.verb === 'stop' || command.verb === 'rollback' ? command.verb : null;
}

function isUrgent(given: GivenCommand): boolean {
  return urgentVerb(given) !== null;
}

/** Decides about what makes production safer alone; the other commands wait until everything can be read. */
export function acknowledgeUrgent({ facts, history }: SafetySituation): Step | null {
  const decided = facts.commands.flatMap((given) => {
    const { commentId, permission } = given;
    const verb = urgentVerb(given);
    return verb === null || !mayCommand(permission) || history.acknowledged(commentId)
      ? []
      : [{ given, decision: decideUrgent(verb, permission, isPromoted(facts)) }];
  });
  return decided.length === 0 ? null : { kind: 'acknowledge', decided };
}

/** A rollback that was accepted after the promotion takes it back; it needs no verdict. */
export function rollBackOnRequest({ facts, history }: SafetySituation): Step | null {
  const { override } = facts.stores;
  if (override === null || !isPromoted(facts)) {
    return null;
  }
  const command = history.lastAccepted('rollback');
  return command !== null && command.atMs >= override.atMs
    ? { kind: 'roll-back', by: command.by, because: `@${command.by} asked for it` }
    : null;
}

/** A stop that was accepted after the promotion ends the watch; what serves stays. */
export function stopWatchOnRequest({ facts, history }: SafetySituation): Step | null {
  const { override, watch } = facts.stores;
  const stop = history.lastAccepted('stop');
  return override !== null && watch?.shadowing === 'on' && stop !== null && stop.atMs >= override.atMs
    ? stopShadowing(facts, 'watch', `@${stop.by} asked for it`)
    : null;
}

/** A stop holds for the head it was given on; another commit begins anew. */
export function stopOnRequest({ facts, history }: SafetySituation): Step | null {
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
