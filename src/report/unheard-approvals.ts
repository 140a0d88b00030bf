import type { Facts } from '../release/facts.ts';
import { History } from '../release/history.ts';
import { type UnheardBecause, unheardApprovals } from '../release/unheard-approvals.ts';
import { markdown } from './marks.ts';
import { listedUpTo } from './sentences.ts';

/** So many people are named for each reason: on a public repository anybody can approve. */
const maxNames = 3;

/** Who approved this commit without being heard, and what to do about it; a sentence for each reason, or empty. */
export function unheardLine(facts: Facts): string {
  const { policy, pullRequest, evidenceKey, journal, reviews, commands } = facts;
  const published =
    evidenceKey === null ? null : new History(journal, pullRequest.number).published(evidenceKey);
  if (published === null) {
    return '';
  }
  const reasons = Map.groupBy(
    unheardApprovals(policy, pullRequest, published, { reviews, commands }),
    ({ because }) => because,
  );
  const what: Readonly<Record<UnheardBecause, string>> = {
    'early-review': 'approved before the verdict: approve again.',
    'early-command': 'gave `promote` before the verdict: give it again.',
    'own-work': 'approved work of their own, which does not count.',
    'no-permission': `approved without ${policy.approvers.permission} access, which does not count.`,
  };
  return [...reasons]
    .map(([because, people]) => `${named(people.map(({ by }) => by))} ${what[because]}`)
    .join(' ');
}

function named(logins: readonly string[]): string {
  return listedUpTo(
    maxNames,
    logins.map((login) => markdown.login(login)),
  );
}
