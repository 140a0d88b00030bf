import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import { cost } from '../../src/statistics/cost.ts';
import type { CriterionResult, Measurement, RequiredCriterion } from '../../src/statistics/criterion.ts';
import { differences } from '../../src/statistics/differences.ts';
import { errors } from '../../src/statistics/errors-criterion.ts';
import { fidelity } from '../../src/statistics/fidelity.ts';
import { latency } from '../../src/statistics/latency.ts';
import type { VerdictPolicy } from '../../src/statistics/policy.ts';
import { tail, tailGuard } from '../../src/statistics/tail.ts';
import type { Verdict } from '../../src/statistics/verdict.ts';

/** What can bar a pass: a required criterion that is not proven, or a guard that leans against the candidate. */
export type Barrier = RequiredCriterion | 'tailGuard';

const measures: Readonly<
  Record<Barrier, (rows: readonly ComparisonRow[], policy: VerdictPolicy) => Measurement>
> = { differences, errors, cost, latency, fidelity, tail, tailGuard };

/** Of those that stand the first is asked again at the next look: the quicker it is to compute, the further ahead. */
const barriers = ['errors', 'differences', 'cost', 'tail', 'latency', 'tailGuard', 'fidelity'] as const;

/** The one to ask before anything was judged: without rows all stand. */
export const firstBarrier: Barrier = barriers[0];

/** A barrier that stands in this verdict, or null where none does. */
export function barrierOf({ criteria }: Pick<Verdict, 'criteria'>): Barrier | null {
  return barriers.find((name) => stands(name, criteria[name])) ?? null;
}

/** Whether this barrier stands on these rows. The policy must measure it. */
export function bars(barrier: Barrier, rows: readonly ComparisonRow[], policy: VerdictPolicy): boolean {
  return stands(barrier, measures[barrier](rows, policy).result);
}

function stands(name: Barrier, { state, statistic, limit }: CriterionResult): boolean {
  if (name === 'tailGuard') return state === 'open' && statistic !== null && statistic > limit;
  // A failed fidelity makes the experiment invalid, which bars a pass as well; what else fails ends the soak.
  if (name === 'fidelity') return state === 'open' || state === 'failed';
  return state === 'open';
}
