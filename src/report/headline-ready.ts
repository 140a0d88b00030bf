import { approvalsNeeded, objectorsAmong } from '../release/authorisation.ts';
import type { Facts } from '../release/facts.ts';
import type { FunctionOutcome } from '../release/outcome.ts';
import { type VerdictPolicy, verdictPolicy } from '../statistics/policy.ts';
import type { Verdict } from '../statistics/verdict.ts';
import { count, counted, oneIn, percent } from './quantity.ts';
import { unmeasured } from './unmeasured.ts';

/** Everything that is measured is proven, and what promotes it now. */
export function readyHeadline(outcome: FunctionOutcome): string {
  return `Ready${readyClaim(outcome)} ${nextOf(outcome.facts)}`;
}

/** What a pass claims, no more than was measured and proven; begins after its first word. */
export function readyClaim({ facts, verdict }: Pick<FunctionOutcome, 'facts' | 'verdict'>): string {
  const { soak } = facts.stores;
  if (verdict === null || soak === null) {
    return '.';
  }
  const { criteria, counts, judgedShare } = verdict;
  const claims = [
    differencesClaim(verdict, verdictPolicy(soak.verdictPolicy).differences),
    ...(criteria.latency.state === 'proven' ? ['not slower'] : []),
    ...(criteria.cost.state === 'proven' ? ['not dearer'] : []),
  ].join(', ');
  const accepted = verdict.differences.filter(
    ({ id, count: seen }) => seen > 0 && id !== null && soak.acceptedDifferences.includes(id),
  ).length;
  const opening = accepted === 0 ? '' : ` with ${counted(accepted, 'accepted difference')}`;
  const incomparable =
    judgedShare !== null && judgedShare < 0.95
      ? ` ${count(counts.observed - counts.judged)} of ${counted(counts.observed, 'request')} could not be compared.`
      : '';
  return `${opening}: ${claims}.${incomparable}${unmeasured({ facts, verdict })}`;
}

/** Under a tolerance the bound is one on how many more there are, which says nothing of how rare they are. */
function differencesClaim(
  { criteria: { differences }, reasons }: Verdict,
  tolerance: VerdictPolicy['differences'],
): string {
  const { bound, n } = differences;
  const requests = counted(n, 'comparable request');
  if (tolerance !== 'none') {
    return `at most ${percent(Math.max(0, bound ?? tolerance))} more differences than the control’s twin has, in ${requests} (95 %)`;
  }
  const none = reasons.includes('accepted-differences') ? 'no other difference' : 'no difference';
  return bound === null || bound <= 0
    ? `${none} in ${requests}`
    : `${none} in ${requests} (fewer than ${oneIn(bound)}, 95 %)`;
}

function nextOf({ policy, pullRequest, reviews }: Facts): string {
  if (policy.promoteOn !== 'merge' && objectorsAmong(policy, reviews).length > 0) {
    return 'Not promoted while a review asks for changes.';
  }
  if (policy.promoteOn !== 'merge' && approvalsNeeded(policy, pullRequest) === 2) {
    return 'Two approvals promote.';
  }
  switch (policy.promoteOn) {
    case 'approval':
      return 'Approving now promotes.';
    case 'command':
      return 'The command below promotes.';
    case 'merge':
      return 'Merging lets your pipeline deploy it.';
  }
}
