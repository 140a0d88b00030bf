import { type RequiredCriterion, requiredCriteria } from '../statistics/criterion.ts';
import type { Verdict } from '../statistics/verdict.ts';
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

/** ` Tail latency and cost were not measured.`, or nothing. */
export function unmeasured({ criteria }: Verdict): string {
  const names = requiredCriteria.filter((name) => criteria[name].state === 'not-measured');
  if (names.length === 0) {
    return '';
  }
  const list = listed(names.map((name) => subjects[name].name));
  const many = names.length > 1 || subjects[names[0] ?? 'cost'].plural;
  return ` ${capitalised(list)} ${many ? 'were' : 'was'} not measured.`;
}
