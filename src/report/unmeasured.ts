import { isBelowFloor } from '../release/bill.ts';
import type { FunctionOutcome } from '../release/outcome.ts';
import { type RequiredCriterion, requiredCriteria } from '../statistics/criterion.ts';
import { count, usd } from './quantity.ts';
import { capitalised, listed } from './sentences.ts';

/** Criteria as subjects of a sentence. */
export const subjects: Readonly<
  Record<RequiredCriterion, { readonly name: string; readonly plural: boolean }>
> = {
  fidelity: { name: 'whether the shadow reproduces production', plural: false },
  differences: { name: 'differences', plural: true },
  errors: { name: 'errors', plural: true },
  latency: { name: 'latency', plural: false },
  tail: { name: 'tail latency', plural: false },
  cost: { name: 'cost', plural: false },
};

/**
 * ` Cost was not measured: …`, or nothing. Cost alone is left out by arithmetic: where so few requests come that no bill
 * could rise beyond the floor of the policy, there is nothing to measure.
 */
export function unmeasured({ facts, verdict }: Pick<FunctionOutcome, 'facts' | 'verdict'>): string {
  const names =
    verdict === null
      ? []
      : requiredCriteria.filter((name) => verdict.criteria[name].state === 'not-measured');
  const { soak } = facts.stores;
  if (names.length === 0 || soak === null) {
    return '';
  }
  const list = listed(names.map((name) => subjects[name].name));
  const many = names.length > 1 || subjects[names[0] ?? 'cost'].plural;
  const { floorUsdPerMonth } = facts.policy.cost;
  const why =
    names.length === 1 && names[0] === 'cost' && isBelowFloor(floorUsdPerMonth, soak.bill)
      ? `: at ${count(soak.bill.requestsPerMonth)} requests a month no bill can rise by ${usd(floorUsdPerMonth)}`
      : '';
  return ` ${capitalised(list)} ${many ? 'were' : 'was'} not measured${why}.`;
}
