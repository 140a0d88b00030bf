import { z } from 'zod';
import { ScientistError } from '../errors.ts';
import { type CriterionName, criterionNames } from './criterion.ts';

/** A number strictly between two limits; the message names both. */
function between(low: number, high: number) {
  const error = `a number above ${low} and below ${high}`;
  return z.number({ error }).gt(low, { error }).lt(high, { error });
}

/** Error probabilities stay below one half: above it, a coin would be the better test. */
const errorProbability = between(0, 0.5);
const rate = between(0, 1);
/** Wide enough for every use, narrow enough that no product of them overflows. */
const ratio = between(0, 1000);
const weight = between(0, 1_000_000);

function amount(unit: string) {
  const error = `${unit}, from 0 to a million million`;
  return z.number({ error }).gte(0, { error }).lte(1e12, { error });
}

function wholeFrom(low: number) {
  const error = `a whole number from ${low} on`;
  return z.int({ error }).gte(low, { error });
}

const capError = 'a number above 0, at most 1';

const acceptedSchema = z.strictObject({
  id: z.string().min(1, { error: 'the id of a difference' }),
  /** The difference may appear in at most this part of the judged rows: twice what was seen when it was accepted. */
  rateCap: z.number({ error: capError }).gt(0, { error: capError }).lte(1, { error: capError }),
});

/** Without these four a pass would say nothing, so no policy can leave them out. */
const alwaysMeasured: readonly CriterionName[] = ['missing', 'fidelity', 'differences', 'errors'];

const policySchema = z
  .strictObject({
    /** Probability, over a whole soak and all criteria, to fail a candidate that is within every limit. @default 0.05 */
    alphaFail: errorProbability.default(0.05),
    /** Probability, for each criterion, to call it proven although it is not within its limit. @default 0.05 */
    alphaPass: errorProbability.default(0.05),
    /** Probability to call a healthy experiment invalid, for each of the two reasons. @default 0.001 */
    alphaHealth: errorProbability.default(0.001),
    /** `none`: the first unexplained difference fails; a number: tolerated excess of differences. @default 'none' */
    differences: z
      .union([z.literal('none'), rate], { error: 'none, or a number above 0 and below 1' })
      .default('none'),
    /** Under `none`: a pass claims that differences are rarer than this. @default 0.001 */
    differencesClaim: rate.default(0.001),
    /** Tolerated excess of the candidate's failures over the twin's. @default 0.005 */
    errorTolerance: rate.default(0.005),
    /** Slower means: candidate > ratio · twin + floor. @default 1.05 */
    latencyRatio: ratio.default(1.05),
    /** Floor of latency and tail, milliseconds. @default 5 */
    latencyFloorMs: amount('milliseconds').default(5),
    /** Ratio of the tail and its guard. @default 1.2 */
    tailRatio: ratio.default(1.2),
    /** Quantile of the tail. @default 0.95 */
    tailQuantile: rate.default(0.95),
    /** Quantile of the tail's guard. @default 0.99 */
    tailGuardQuantile: rate.default(0.99),
    /** Tolerated ratio of the mean billed GB·ms. @default 1.05 */
    costRatio: ratio.default(1.05),
    /** Money floor in GB·ms per request: 1 USD a month divided by the control's monthly requests. @default 0 */
    costFloorPerRequest: amount('GB·ms a request').default(0),
    /** GB of twin and candidate, times the price of their architecture. No default: a guess could hide a doubled bill. */
    memoryGb: z.strictObject({ twin: weight, candidate: weight }),
    /** Tolerated part of lost observations. @default 0.02 */
    missingLimit: rate.default(0.02),
    /** Part of the observations in which the twin must reproduce the control. @default 0.9 */
    fidelity: rate.default(0.9),
    /** Like pairs left out at the start, for pools and JIT compilers. @default 20 */
    warmUpPairs: wholeFrom(0).default(20),
    /** Pairs of each warmth that fix the tail's limit and are then left out of it. @default 200 */
    tailPilotPairs: wholeFrom(1).default(200),
    /** Rows after which a soak ends. @default 20000 */
    rowCap: wholeFrom(1).default(20_000),
    /** Least time from the first row to a pass. @default 1 h */
    soakMinMs: amount('milliseconds').default(3_600_000),
    /** Longest time until the verdict is inconclusive. @default 24 h */
    soakMaxMs: amount('milliseconds').default(86_400_000),
    /** Differences that people accepted. @default [] */
    accepted: z.array(acceptedSchema).default([]),
    /** Epoch milliseconds from which `soakMaxMs` counts. @default the time of the first row */
    startedAtMs: amount('epoch milliseconds').optional(),
    /** Criteria to measure; what is left out is reported as not measured. @default all */
    measured: z.array(z.enum(criterionNames)).optional(),
  })
  .refine((policy) => policy.soakMinMs <= policy.soakMaxMs, {
    path: ['soakMinMs'],
    error: 'at most soakMaxMs',
  })
  .refine((policy) => new Set(policy.accepted.map(({ id }) => id)).size === policy.accepted.length, {
    path: ['accepted'],
    error: 'each difference once',
  })
  .refine((policy) => alwaysMeasured.every((name) => policy.measured?.includes(name) ?? true), {
    path: ['measured'],
    error: `a list with at least ${alwaysMeasured.join(', ')}`,
  });

/** Every limit a verdict is judged by; complete, so that an evidence bundle needs nothing else. */
export type VerdictPolicy = z.output<typeof policySchema>;

/**
 * Reads a policy from outside data and fills the defaults.
 * Throws `InvalidInput` naming the first key that is unknown, lacking or out of range.
 */
export function verdictPolicy(given: unknown): VerdictPolicy {
  const parsed = policySchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const key = issue?.path.join('.') || 'the policy as a whole';
  throw new ScientistError(
    'InvalidInput',
    {
      expected: `${key}: ${issue?.message ?? 'a valid policy'}`,
      found: `the verdict policy is not valid at ${key}`,
      remedy: 'Correct the key under `policy:` in .github/scientist.yml.',
    },
    parsed.error,
  );
}

/** Every criterion that can fail shares the error probability of a fail equally; 5 is a constant of the specification. */
const criteriaSharingAlphaFail = 5;

/** α_g: error probability for failing one criterion, by the union bound over the criteria. */
export function failAlpha(policy: VerdictPolicy): number {
  return policy.alphaFail / criteriaSharingAlphaFail;
}

/** Whether the policy asks for a criterion. */
export function isMeasured(policy: VerdictPolicy, name: CriterionName): boolean {
  return policy.measured?.includes(name) ?? true;
}
