import { approvalsNeeded, isOwnWork, mayAs } from './authorisation.ts';
import type { GivenCommand } from './command.ts';
import type { Permission } from './permission.ts';
import type { Policy } from './policy.ts';
import type { PullRequestFacts } from './pull-request-facts.ts';

/** What becomes of a command, with the sentence that answers it. */
export interface CommandDecision {
  readonly accepted: boolean;
  readonly answer: string;
}

const usage =
  '`/scientist promote <sha>`, `/scientist rollback`, `/scientist stop`, `/scientist soak <sha>` or `/scientist help`';

/** What a decision about a command rests on besides the command. */
export interface CommandSituation {
  readonly policy: Policy;
  readonly pullRequest: PullRequestFacts;
  /** A function of this pull request serves production now. */
  readonly promoted: boolean;
  /** Logins of those who ask for changes and whose word counts. */
  readonly objectors: readonly string[];
  /** When the pass of the present content was published; null while there is none. */
  readonly passedAtMs: number | null;
}

/**
 * Decides about a command. `stop` and `rollback` make production safer, so everybody with write access may
 * give them, the author too; `promote` and `soak` let code through, so they need a second person.
 */
export function decideCommand(given: GivenCommand, situation: CommandSituation): CommandDecision {
  const { command, permission } = given;
  switch (command.verb) {
    case 'help':
      return accept(`Commands: ${usage}.`);
    case 'unknown':
      return refuse(`${command.problem} Commands: ${usage}.`);
    case 'stop':
    case 'rollback':
      return decideUrgent(command.verb, permission, situation.promoted);
    case 'soak':
      return (
        refusalToLetThrough('soak', command.sha, given, situation) ??
        accept('This commit may see production requests.')
      );
    case 'promote':
      return (
        refusalToLetThrough('promote', command.sha, given, situation) ?? decidePromotion(given, situation)
      );
  }
}

/** Commands that make production safer. */
export type UrgentVerb = 'stop' | 'rollback';

/** Decides about a command that makes production safer: it takes write access, and nothing that may be unreadable. */
export function decideUrgent(verb: UrgentVerb, permission: Permission, promoted: boolean): CommandDecision {
  if (!mayAs(permission, 'write')) {
    return refuse(`\`${verb}\` needs write access to this repository.`);
  }
  if (verb === 'stop') {
    return accept('Shadowing stops.');
  }
  return promoted
    ? accept('What was promoted here is taken back.')
    : refuse('Nothing of this pull request serves production, so there is nothing to take back.');
}

function decidePromotion(
  given: GivenCommand,
  { policy, pullRequest, objectors, passedAtMs }: CommandSituation,
): CommandDecision {
  if (policy.promoteOn === 'merge') {
    return refuse('Here the merge promotes: the policy says `promote_on: merge`.');
  }
  if (objectors.length > 0) {
    return refuse(
      'A review asks for changes: `promote` counts once that person approves or the review is dismissed. Give it again then.',
    );
  }
  if (passedAtMs === null || given.atMs <= passedAtMs) {
    return refuse(
      '`promote` counts once a pass was published for this commit, and not before: give it again then.',
    );
  }
  return accept(
    approvalsNeeded(policy, pullRequest) === 2
      ? 'It counts as one of two approvals, since nobody can tell whose work this is.'
      : 'It is promoted, unless the verdict changes before.',
  );
}

function refusalToLetThrough(
  verb: 'promote' | 'soak',
  sha: string,
  { by, permission }: GivenCommand,
  { policy, pullRequest }: CommandSituation,
): CommandDecision | null {
  const least = verb === 'promote' ? policy.approvers.permission : 'write';
  if (!mayAs(permission, least)) {
    return refuse(`\`${verb}\` needs ${least} access to this repository.`);
  }
  if (isOwnWork(pullRequest, by) && !policy.approvers.self) {
    return refuse(`\`${verb}\` needs a second person: nobody who wrote or pushed this.`);
  }
  return sha === pullRequest.headSha
    ? null
    : refuse(`\`${verb}\` names a commit that is not the head of this pull request.`);
}

function accept(answer: string): CommandDecision {
  return { accepted: true, answer };
}

function refuse(answer: string): CommandDecision {
  return { accepted: false, answer };
}
