import type { VerdictEntry } from '../../scientist-runtime/contract/journal.ts';
import type { GivenCommand } from './command.ts';
import type { PullRequestFacts, Review } from './facts.ts';
import type { Permission } from './permission.ts';
import type { Policy } from './policy.ts';

const ranks: readonly Permission[] = ['none', 'read', 'triage', 'write', 'maintain', 'admin'];

/** Whether a permission is at least another one, in GitHub's own order of repository roles. */
export function mayAs(permission: Permission, least: Permission): boolean {
  return ranks.indexOf(permission) >= ranks.indexOf(least);
}

/** The lowest of some permissions; `none` of nobody's. */
export function leastOf(permissions: readonly Permission[]): Permission {
  return ranks.find((rank) => permissions.includes(rank)) ?? 'none';
}

/** Whether somebody's commands are heard: everything but `help` needs write access, and strangers are many. */
export function mayCommand(permission: Permission): boolean {
  return mayAs(permission, 'write');
}

/** Who approved, or null. `byTheirOwn`: they decided about their own work, which only `approvers.self` allows. */
export interface Approval {
  readonly by: string;
  readonly atMs: number;
  readonly byTheirOwn: boolean;
}

/**
 * The approval that counts: given for exactly the soaked head, after the verdict was published, by somebody
 * with the permission that the policy asks for, about work that is not their own. Where nobody can tell whose work
 * it is, two people must approve, and the second decides. A review that asks for changes keeps it from counting.
 * Under `promote_on: command` only the command counts, under `merge` nothing does: the team's pipeline deploys.
 */
export function findApproval(
  policy: Policy,
  pullRequest: PullRequestFacts,
  published: VerdictEntry,
  reviews: readonly Review[],
  commands: readonly GivenCommand[],
): Approval | null {
  if (policy.promoteOn === 'merge') {
    return null;
  }
  const fromReviews = policy.promoteOn === 'approval' ? reviews.filter(isApprovalFor(pullRequest)) : [];
  const candidates = [
    ...fromReviews.map(({ by, permission, submittedAtMs }) => ({ by, permission, atMs: submittedAtMs })),
    ...commands.filter(({ command }) => command.verb === 'promote' && command.sha === pullRequest.headSha),
  ];
  if (objectorsAmong(policy, reviews).length > 0) {
    return null;
  }
  const approvals = candidates
    .filter(({ atMs }) => atMs > published.atMs)
    .filter(({ permission }) => mayAs(permission, policy.approvers.permission))
    .map(({ by, atMs }) => ({ by, atMs, byTheirOwn: isOwnWork(pullRequest, by) }))
    .filter(({ byTheirOwn }) => policy.approvers.self || !byTheirOwn)
    .sort((one, other) => one.atMs - other.atMs);
  return firstOfEach(approvals)[approvalsNeeded(policy, pullRequest) - 1] ?? null;
}

/** How many people must approve: one whose work it is not; two where somebody's own work could not be told. */
export function approvalsNeeded({ approvers }: Policy, { contributors }: PullRequestFacts): 1 | 2 {
  return contributors === null && !approvers.self ? 2 : 1;
}

/**
 * Logins of those who could approve and whose review asks for changes, whichever commit it was given for: as on
 * GitHub it stands until they review again or it is dismissed.
 */
export function objectorsAmong({ approvers }: Policy, reviews: readonly Review[]): readonly string[] {
  return reviews
    .filter(
      ({ state, permission }) => state === 'changes-requested' && mayAs(permission, approvers.permission),
    )
    .map(({ by }) => by);
}

/** Each person's first approval. */
function firstOfEach(approvals: readonly Approval[]): readonly Approval[] {
  const first = new Map<string, Approval>();
  for (const approval of approvals) {
    const login = approval.by.toLowerCase();
    first.set(login, first.get(login) ?? approval);
  }
  return [...first.values()];
}

/** Whether somebody would decide about their own work. Logins are compared without case, as GitHub does. */
export function isOwnWork(pullRequest: PullRequestFacts, login: string): boolean {
  const same = (other: string | null): boolean => other?.toLowerCase() === login.toLowerCase();
  const { author, lastPusher, contributors } = pullRequest;
  return [author, lastPusher, ...(contributors ?? [])].some(same);
}

function isApprovalFor(pullRequest: PullRequestFacts) {
  return (review: Review): boolean => review.state === 'approved' && review.commitSha === pullRequest.headSha;
}

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
      return mayAs(permission, 'write')
        ? accept('Shadowing stops.')
        : refuse('`stop` needs write access to this repository.');
    case 'rollback':
      return decideRollback(permission, situation);
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

function decideRollback(permission: Permission, { promoted }: CommandSituation): CommandDecision {
  if (!mayAs(permission, 'write')) {
    return refuse('`rollback` needs write access to this repository.');
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
