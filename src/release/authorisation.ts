import type { VerdictEntry } from '../../scientist-runtime/contract/journal.ts';
import type { GivenCommand } from './command.ts';
import type { Permission } from './permission.ts';
import type { Policy } from './policy.ts';
import type { PullRequestFacts, Review } from './pull-request-facts.ts';

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

/** What people said of a pull request. */
export interface PeoplesWords {
  readonly reviews: readonly Review[];
  readonly commands: readonly GivenCommand[];
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
  { reviews, commands }: PeoplesWords,
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

/** Whether a review approves exactly the head. */
export function isApprovalFor(pullRequest: PullRequestFacts) {
  return (review: Review): boolean => review.state === 'approved' && review.commitSha === pullRequest.headSha;
}
