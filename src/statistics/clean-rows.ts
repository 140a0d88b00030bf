import { type RequiredCriterion, requiredCriteria } from './criterion.ts';
import { rowsForClaim } from './differences.ts';
import { logEExcess } from './excess.ts';
import { observationsStillNeeded } from './forecast.ts';
import { reaches } from './mixture-test.ts';
import { isMeasured, type VerdictPolicy } from './policy.ts';
import { logERate } from './rate.ts';

/** Pairs before which cost says nothing, and how many more a candidate of equal bills mostly takes. */
const costPairs = 1_020;

/**
 * Rows after which a criterion would be proven if every row from now on were clean: all observed, all warm, all answers
 * alike, no failure, equal durations. What a soak of a faultless candidate needs at the least, told before its first
 * row. Criteria that the policy leaves out have no entry.
 * The tail's own share of slow requests is what it is tested on, so there (1−q) of the pairs vote for the candidate.
 * Cost depends on how bills vary; its figure is the one measured for bills that vary as those of a typical API do.
 */
export function cleanRowsNeeded(policy: VerdictPolicy): Readonly<Partial<Record<RequiredCriterion, number>>> {
  const { alphaPass, warmUpPairs, tailPilotPairs, tailQuantile } = policy;
  const least = (provenAt: (n: number) => boolean): number =>
    provenAt(1) ? 1 : 1 + (observationsStillNeeded(1, provenAt) ?? Number.POSITIVE_INFINITY);
  const votes = least((n) => reaches(logERate(n, n, 0.5), alphaPass));
  const tolerated = (tolerance: number): number =>
    least((n) => reaches(logEExcess(0, 0, n, -tolerance), alphaPass));
  const needed: Readonly<Record<RequiredCriterion, number>> = {
    fidelity: least((n) => reaches(logERate(n, n, policy.fidelity), alphaPass)),
    differences:
      policy.differences === 'none'
        ? rowsForClaim(policy.differencesClaim, alphaPass)
        : tolerated(policy.differences),
    errors: tolerated(policy.errorTolerance),
    latency: warmUpPairs + votes,
    tail: warmUpPairs + tailPilotPairs + Math.ceil(votes / (1 - tailQuantile)),
    cost: costPairs,
  };
  return Object.fromEntries(
    requiredCriteria.filter((name) => isMeasured(policy, name)).map((name) => [name, needed[name]]),
  );
}
