import { type CriterionName, criterionNames } from './criterion.ts';
import { between, type KeyReader, keyReader, type Range, refusePolicy, wholeFrom } from './key-reader.ts';

/** A difference that people accepted, as rare as it was when they did. */
export interface AcceptedDifference {
  readonly id: string;
  /** Part of the judged rows in which it may appear: twice what was seen when it was accepted, at most 1. */
  readonly rateCap: number;
}

/** Every limit a verdict is judged by; complete, so that an evidence bundle needs nothing else. */
export interface VerdictPolicy {
  /**
   * Probability, over a whole soak, to fail a candidate that is within every limit: each criterion that can fail spends a
   * fifth of it. @default 0.05
   */
  readonly alphaFail: number;
  /** Probability, for each criterion, to call it proven although it is not within its limit. @default 0.05 */
  readonly alphaPass: number;
  /** Probability to call a healthy experiment invalid, for each of the two reasons. @default 0.001 */
  readonly alphaHealth: number;
  /** `none`: the first unexplained difference fails; a number: tolerated excess of differences. @default 'none' */
  readonly differences: 'none' | number;
  /** Under `none`: a pass claims that differences are rarer than this. @default 0.001 */
  readonly differencesClaim: number;
  /** Tolerated excess of the candidate's failures over the twin's. @default 0.005 */
  readonly errorTolerance: number;
  /** Slower means: candidate > ratio · twin + floor. @default 1.05 */
  readonly latencyRatio: number;
  /** Floor of latency and tail, milliseconds. @default 5 */
  readonly latencyFloorMs: number;
  /** Ratio of the tail and its guard. @default 1.2 */
  readonly tailRatio: number;
  /** Quantile of the tail. @default 0.95 */
  readonly tailQuantile: number;
  /** Quantile of the tail's guard. @default 0.99 */
  readonly tailGuardQuantile: number;
  /** Tolerated ratio of the mean billed GB·ms. @default 1.05 */
  readonly costRatio: number;
  /** Money floor in GB·ms per request: 1 USD a month divided by the control's monthly requests. @default 0 */
  readonly costFloorPerRequest: number;
  /** GB of twin and candidate, times the price of their architecture. No default: a guess could hide a doubled bill. */
  readonly memoryGb: { readonly twin: number; readonly candidate: number };
  /** Tolerated part of lost observations. @default 0.02 */
  readonly missingLimit: number;
  /** Part of the observations in which the twin must reproduce the control. @default 0.9 */
  readonly fidelity: number;
  /** Like pairs left out at the start, for pools and JIT compilers. @default 20 */
  readonly warmUpPairs: number;
  /** Pairs of each warmth that fix the tail's limit and are then left out of it. @default 200 */
  readonly tailPilotPairs: number;
  /** Rows after which a soak ends. @default 20000 */
  readonly rowCap: number;
  /** Least time to a pass, from the first row or a later `startedAtMs`. @default 1 h */
  readonly soakMinMs: number;
  /** Longest time until the verdict is inconclusive. @default 24 h */
  readonly soakMaxMs: number;
  /** @default [] */
  readonly accepted: readonly AcceptedDifference[];
  /**
   * Epoch milliseconds from which `soakMaxMs` counts, and `soakMinMs` if it is later than the first row.
   * @default the time of the first row
   */
  readonly startedAtMs?: number;
  /** Criteria to measure; what is left out is reported as not measured and never as proven. @default all */
  readonly measured?: readonly CriterionName[];
}

/** Without these four a pass would say nothing, so no policy can leave them out. */
const alwaysMeasured: readonly CriterionName[] = ['missing', 'fidelity', 'differences', 'errors'];

/** Error probabilities stay below one half: above it, a coin would be the better test. */
const errorProbability = between(1e-12, 0.5);
const rate = between(1e-12, 1);
/** All of these are wide enough for every use, and narrow enough that no product or quotient of them overflows. */
const ratio = between(0, 1000);
const weight = between(1e-6, 1e6);
const amount: Range = { called: 'a number from 0 to 1e12', holds: (value) => value >= 0 && value <= 1e12 };
/** What a Date can hold. */
const epoch: Range = {
  called: 'epoch milliseconds',
  holds: (value) => Number.isInteger(value) && value >= 0 && value <= 8.64e15,
};
const cap: Range = { called: 'a number above 0, at most 1', holds: (value) => value > 0 && value <= 1 };

/**
 * Reads a policy from outside data and fills the defaults.
 * Throws `InvalidInput` naming a key that is unknown, lacking or out of range.
 */
export function verdictPolicy(given: unknown): VerdictPolicy {
  const keys = keyReader(given, '');
  const memory = keyReader(keys.any('memoryGb'), 'memoryGb');
  const startedAtMs = keys.any('startedAtMs');
  const measured = measuredIn(keys.any('measured'));
  const policy: VerdictPolicy = {
    alphaFail: keys.number('alphaFail', errorProbability, 0.05),
    alphaPass: keys.number('alphaPass', errorProbability, 0.05),
    alphaHealth: keys.number('alphaHealth', errorProbability, 0.001),
    differences: differencesIn(keys),
    differencesClaim: keys.number('differencesClaim', rate, 0.001),
    errorTolerance: keys.number('errorTolerance', rate, 0.005),
    latencyRatio: keys.number('latencyRatio', ratio, 1.05),
    latencyFloorMs: keys.number('latencyFloorMs', amount, 5),
    tailRatio: keys.number('tailRatio', ratio, 1.2),
    tailQuantile: keys.number('tailQuantile', rate, 0.95),
    tailGuardQuantile: keys.number('tailGuardQuantile', rate, 0.99),
    costRatio: keys.number('costRatio', ratio, 1.05),
    costFloorPerRequest: keys.number('costFloorPerRequest', amount, 0),
    memoryGb: { twin: memory.number('twin', weight), candidate: memory.number('candidate', weight) },
    missingLimit: keys.number('missingLimit', rate, 0.02),
    fidelity: keys.number('fidelity', rate, 0.9),
    warmUpPairs: keys.number('warmUpPairs', wholeFrom(0), 20),
    tailPilotPairs: keys.number('tailPilotPairs', wholeFrom(1), 200),
    rowCap: keys.number('rowCap', wholeFrom(1), 20_000),
    soakMinMs: keys.number('soakMinMs', amount, 3_600_000),
    soakMaxMs: keys.number('soakMaxMs', amount, 86_400_000),
    accepted: acceptedIn(keys.any('accepted') ?? []),
    ...(startedAtMs === undefined ? {} : { startedAtMs: keys.number('startedAtMs', epoch) }),
    ...(measured === undefined ? {} : { measured }),
  };
  memory.finish();
  keys.finish();
  if (policy.soakMinMs > policy.soakMaxMs) refusePolicy('soakMinMs', 'at most soakMaxMs');
  return policy;
}

function differencesIn(keys: KeyReader): VerdictPolicy['differences'] {
  const given = keys.any('differences') ?? 'none';
  if (given === 'none') return 'none';
  return keys.number('differences', { ...rate, called: `'none', or ${rate.called}` });
}

function acceptedIn(given: unknown): readonly AcceptedDifference[] {
  if (!Array.isArray(given)) return refusePolicy('accepted', 'a list');
  const accepted = given.map((one: unknown, index) => {
    const keys = keyReader(one, `accepted.${index}`);
    const id = keys.any('id');
    const rateCap = keys.number('rateCap', cap);
    keys.finish();
    if (typeof id !== 'string' || id === '') {
      return refusePolicy(`accepted.${index}.id`, 'the id of a difference');
    }
    return { id, rateCap };
  });
  if (new Set(accepted.map(({ id }) => id)).size < accepted.length) {
    refusePolicy('accepted', 'a list with each difference once');
  }
  return accepted;
}

function measuredIn(given: unknown): readonly CriterionName[] | undefined {
  if (given === undefined) return undefined;
  if (!Array.isArray(given)) return refusePolicy('measured', 'a list');
  const known: readonly unknown[] = criterionNames;
  const stranger = given.findIndex((name) => !known.includes(name));
  if (stranger !== -1) refusePolicy(`measured.${stranger}`, `one of ${criterionNames.join(', ')}`);
  if (!alwaysMeasured.every((name) => given.includes(name))) {
    refusePolicy('measured', `a list with at least ${alwaysMeasured.join(', ')}`);
  }
  return criterionNames.filter((name) => given.includes(name));
}

/**
 * Parts into which the error probability of a fail is divided, a constant, so that no criterion's limit depends on which
 * others are measured. Six criteria can fail: differences, errors, latency, tail, its guard, cost. Added up, their parts
 * are 6/5 of `alphaFail`, and 7/5 where differences are accepted; what soaks at every margin come to is simulated
 * (`npm run prove -- false-alarms`) and stays below `alphaFail`.
 */
const criteriaSharingAlphaFail = 5;

/** α_g: error probability for failing one criterion. */
export function failAlpha(policy: VerdictPolicy): number {
  return policy.alphaFail / criteriaSharingAlphaFail;
}

/** Whether the policy asks for a criterion. */
export function isMeasured(policy: VerdictPolicy, name: CriterionName): boolean {
  return policy.measured?.includes(name) ?? true;
}
