import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import { ScientistError } from '../errors.ts';
import { checkRows } from './check-rows.ts';
import { type CriterionName, type CriterionResult, criterionNames, requiredCriteria } from './criterion.ts';
import { type Decision, decide } from './decision.ts';
import type { DifferencesSubject } from './differences.ts';
import { type Measurements, measure } from './measure.ts';
import { isMeasured, type VerdictPolicy, verdictPolicy } from './policy.ts';
import type { ReasonCode } from './reason-codes.ts';
import { countDifferences, countRows, type DifferenceCount, type RowCounts } from './row-counts.ts';

/** What the rows say about the candidate, with everything a person needs to see why. */
export interface Verdict {
  readonly decision: Decision;
  readonly reasons: readonly ReasonCode[];
  readonly criteria: Readonly<Record<CriterionName, CriterionResult>>;
  /** What the figures of the criterion `differences` are of. */
  readonly differencesOf: DifferencesSubject;
  /** Criteria the policy leaves out: nothing is claimed about them. */
  readonly notMeasured: readonly CriterionName[];
  readonly counts: RowCounts;
  /** Judged part of the observed rows, 0–1; null without one. What is not judged, no difference can be seen in. */
  readonly judgedShare: number | null;
  readonly differences: readonly DifferenceCount[];
  /** Per open criterion that a pass needs: rows until it is proven if all goes on as so far; null when unknown. */
  readonly rowsStillNeeded: Readonly<Partial<Record<CriterionName, number | null>>>;
}

/**
 * The verdict on ordered rows under a policy at a time (epoch milliseconds). Pure: the same arguments give the same
 * verdict on any machine, and a criterion that failed on some prefix of the rows stays failed when rows are appended.
 * Throws `InvalidInput` for a policy out of range, rows that check-rows refuses, or a time that is not a number.
 */
export function judge(rows: readonly ComparisonRow[], policy: VerdictPolicy, nowMs: number): Verdict {
  const checked = verdictPolicy(policy);
  checkRows(rows);
  if (!Number.isFinite(nowMs)) {
    throw new ScientistError('InvalidInput', {
      expected: 'epoch milliseconds',
      found: `the time of the verdict is ${nowMs}`,
      remedy: 'Pass the present time.',
    });
  }
  const measurements = measure(rows, checked);
  const counts = countRows(rows);
  return {
    ...decide(rows, measurements, checked, nowMs),
    criteria: resultsOf(measurements),
    differencesOf: measurements.differences.of,
    notMeasured: criterionNames.filter((name) => !isMeasured(checked, name)),
    counts,
    judgedShare: counts.observed === 0 ? null : counts.judged / counts.observed,
    differences: countDifferences(rows),
    rowsStillNeeded: forecastRows(measurements, rows.length),
  };
}

function resultsOf(measurements: Measurements): Record<CriterionName, CriterionResult> {
  const { missing, fidelity, differences, errors, latency, tail, tailGuard, cost } = measurements;
  return {
    missing: missing.result,
    fidelity: fidelity.result,
    differences: differences.result,
    errors: errors.result,
    latency: latency.result,
    tail: tail.result,
    tailGuard: tailGuard.result,
    cost: cost.result,
  };
}

/** Turns each criterion's own unit (pairs, judged rows, …) into rows, at the share of rows that bore on it so far. */
function forecastRows(
  measurements: Measurements,
  rows: number,
): Partial<Record<CriterionName, number | null>> {
  const needed: Partial<Record<CriterionName, number | null>> = {};
  for (const name of requiredCriteria) {
    const { result, stillNeeded } = measurements[name];
    if (result.state !== 'open') continue;
    needed[name] = stillNeeded === null || result.n === 0 ? null : Math.ceil((stillNeeded * rows) / result.n);
  }
  return needed;
}
