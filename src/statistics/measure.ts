import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import { cost } from './cost.ts';
import { type CriterionName, criterionNames, type Measurement } from './criterion.ts';
import { type DifferencesMeasurement, differences } from './differences.ts';
import { errors } from './errors-criterion.ts';
import { fidelity } from './fidelity.ts';
import { latency } from './latency.ts';
import { missing } from './missing.ts';
import { isMeasured, type VerdictPolicy } from './policy.ts';
import type { FailReason } from './reason-codes.ts';
import { tail, tailGuard } from './tail.ts';

/** Every criterion has an entry, also one that the policy leaves out (`not-measured`). */
export type Measurements = Readonly<Record<CriterionName, Measurement>> & {
  readonly differences: DifferencesMeasurement;
};

type Measure<M extends Measurement> = (rows: readonly ComparisonRow[], policy: VerdictPolicy) => M;

/** Takes every criterion that the policy asks for. `rows` must have passed check-rows. */
export function measure(rows: readonly ComparisonRow[], policy: VerdictPolicy): Measurements {
  const taken = <M extends Measurement>(name: CriterionName, criterion: Measure<M>): M =>
    isMeasured(policy, name) ? criterion(rows, policy) : notMeasured(criterion, policy);
  return {
    missing: taken('missing', missing),
    fidelity: taken('fidelity', fidelity),
    differences: taken('differences', differences),
    errors: taken('errors', errors),
    latency: taken('latency', latency),
    tail: taken('tail', tail),
    tailGuard: taken('tailGuard', tailGuard),
    cost: taken('cost', cost),
  };
}

/** A criterion without an observation, marked so that nobody takes it for an open one; it keeps its limit. */
function notMeasured<M extends Measurement>(criterion: Measure<M>, policy: VerdictPolicy): M {
  const empty = criterion([], policy);
  return { ...empty, result: { ...empty.result, state: 'not-measured' } };
}

/** All reasons for which criteria failed: criteria come in the order of their reason codes. */
export function failuresOf(measurements: Measurements): readonly FailReason[] {
  return criterionNames.flatMap((name) => measurements[name].failures);
}
