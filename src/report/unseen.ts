import type { FunctionOutcome } from '../release/outcome.ts';
import { verdictPolicy } from '../statistics/policy.ts';
import { sensitivity } from '../statistics/sensitivity.ts';
import type { Verdict } from '../statistics/verdict.ts';
import { counted, milliseconds, oneIn, percent } from './quantity.ts';
import { listed } from './sentences.ts';

/**
 * What so many rows could not have shown, said where people decide: beside a pass, and beside a soak that ended without
 * one. Null elsewhere, and where nothing can be said.
 */
export function unseen({ facts }: FunctionOutcome, verdict: Verdict): string | null {
  const { soak } = facts.stores;
  if (soak === null || (verdict.decision !== 'pass' && verdict.decision !== 'inconclusive')) {
    return null;
  }
  const policy = verdictPolicy(soak.verdictPolicy);
  const { differenceRate, slowdownRatio, errorRate } = sensitivity(facts.rows, policy, verdict);
  const tolerant = policy.differences !== 'none';
  const { rows, observed, judged } = verdict.counts;
  const faults = [
    ...(differenceRate === null || differenceRate <= 0
      ? []
      : [
          tolerant
            ? `differences in less than ${percent(differenceRate)} more of the requests`
            : `a difference rarer than ${oneIn(differenceRate)}`,
        ]),
    ...(observed > judged
      ? [`any difference in the ${counted(observed - judged, 'request')} that could not be judged`]
      : []),
    ...(errorRate === null || errorRate <= 0 ? [] : [`failures in less than ${percent(errorRate)} more`]),
    ...(slowdownRatio === null
      ? []
      : [`a median slowdown below ${slowdown(slowdownRatio)}${milliseconds(policy.latencyFloorMs)}`]),
  ];
  return faults.length === 0
    ? null
    : `With ${counted(rows, 'row')}, this may have gone unseen: ${listed(faults)}.`;
}

/** `4 % + `, or nothing where the floor alone is more than the candidate needs. */
function slowdown(ratio: number): string {
  return ratio <= 1 ? '' : `${percent(ratio - 1)} + `;
}
