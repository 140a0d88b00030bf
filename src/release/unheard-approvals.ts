import type { VerdictEntry } from '../../scientist-runtime/contract/journal.ts';
import { isApprovalFor, isOwnWork, mayAs, type PeoplesWords } from './authorisation.ts';
import type { Permission } from './permission.ts';
import type { Policy } from './policy.ts';
import type { PullRequestFacts } from './pull-request-facts.ts';

/** Why an approval for exactly this commit does not count; `early` ones would, had they been given later. */
export type UnheardBecause = 'early-review' | 'early-command' | 'own-work' | 'no-permission';

/** Somebody who approved and was not heard. */
export interface UnheardApproval {
  readonly by: string;
  readonly because: UnheardBecause;
}

/**
 * Approvals for exactly this head that `findApproval` leaves out, one a person, so that nobody waits for a promotion
 * that will not come. Approvals of earlier commits are not among them, nor are reviews where the policy does not go by
 * reviews. Of commands only early ones: the others were refused with a reason.
 */
export function unheardApprovals(
  { promoteOn, approvers }: Policy,
  pullRequest: PullRequestFacts,
  published: VerdictEntry,
  { reviews, commands }: PeoplesWords,
): readonly UnheardApproval[] {
  if (promoteOn === 'merge') {
    return [];
  }
  const mayNot = (by: string, permission: Permission): UnheardBecause | null => {
    if (!mayAs(permission, approvers.permission)) {
      return 'no-permission';
    }
    return isOwnWork(pullRequest, by) && !approvers.self ? 'own-work' : null;
  };
  const given = [
    ...(promoteOn === 'approval' ? reviews.filter(isApprovalFor(pullRequest)) : []).map(
      ({ by, permission, submittedAtMs }) => ({
        by,
        atMs: submittedAtMs,
        because: mayNot(by, permission) ?? 'early-review',
      }),
    ),
    ...commands
      .filter(({ command }) => command.verb === 'promote' && command.sha === pullRequest.headSha)
      .filter(({ by, permission }) => mayNot(by, permission) === null)
      .map(({ by, atMs }) => ({ by, atMs, because: 'early-command' as const })),
  ];
  const isEarly = (because: UnheardBecause): boolean => because.startsWith('early-');
  const unheard = new Map<string, UnheardApproval>();
  const heard = new Set<string>();
  for (const { by, atMs, because } of given) {
    const login = by.toLowerCase();
    if (isEarly(because) && atMs > published.atMs) {
      heard.add(login);
    } else if (!unheard.has(login)) {
      unheard.set(login, { by, because });
    }
  }
  return [...unheard].flatMap(([login, approval]) => (heard.has(login) ? [] : [approval]));
}
