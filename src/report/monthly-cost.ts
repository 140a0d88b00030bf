import { usdOf } from '../release/bill.ts';
import type { Facts } from '../release/facts.ts';
import { likePairs } from '../statistics/like-pairs.ts';
import { verdictPolicy } from '../statistics/policy.ts';
import { durationSourceOf } from './evidence-bundle.ts';
import { count, usd } from './quantity.ts';

/** What a month of twin and candidate costs, in words. */
export interface MonthlyCost {
  /** `compute for 14,400 requests a month`, with what the figures are if they are not bills. */
  readonly label: string;
  readonly twin: string;
  readonly candidate: string;
}

/** Requests that stand for a month where nobody knows how many there are. */
const referenceRequests = 1_000_000;

/**
 * Mean billed milliseconds of the pairs that the cost criterion looks at, at the traffic of the busiest day of the week
 * before the soak; null without a pair. Of requests whose REPORT line nobody saw, the bill is the wall time: an estimate.
 */
export function monthlyCostOf({ stores: { soak }, rows }: Facts): MonthlyCost | null {
  if (soak === null) {
    return null;
  }
  const policy = verdictPolicy(soak.verdictPolicy);
  const pairs = likePairs(rows, policy);
  if (pairs.length === 0) {
    return null;
  }
  const known = soak.bill.requestsPerMonth > 0;
  const requests = known ? soak.bill.requestsPerMonth : referenceRequests;
  const cost = (weightGb: number, billedMs: readonly number[]): string =>
    usd(usdOf((weightGb * billedMs.reduce((sum, ms) => sum + ms, 0) * requests) / billedMs.length));
  const estimate = durationSourceOf(rows) === 'wall' ? ', estimated by wall time' : '';
  return {
    label: `compute for ${count(requests)} requests${known ? ' a month' : ''}${estimate}`,
    twin: cost(
      policy.memoryGb.twin,
      pairs.map(({ row }) => row.twinBilledMs),
    ),
    candidate: cost(
      policy.memoryGb.candidate,
      pairs.map(({ row }) => row.candidateBilledMs),
    ),
  };
}
