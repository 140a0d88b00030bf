import * as z from 'zod';
import { comparisonClasses, warmths } from './comparison.ts';
import { evidencePartsSchema } from './evidence-parts.ts';
import { evidenceColumns } from './evidence-rows.ts';

/** A list that is always the same: it explains the rows to whoever reads the file alone. */
function listOf<T extends string>(values: readonly [T, ...T[]]) {
  return z
    .array(z.enum(values))
    .length(values.length)
    .refine((given) => given.every((value, index) => value === values[index]), {
      error: `expected ${values.join(', ')}`,
    })
    .meta({ const: [...values] })
    .readonly();
}

const rate = z.number();
const count = z.int().nonnegative();
const flag = z.int().min(0).max(1);
const ms = z.number().nonnegative();

/** What stands in a row for one of these. */
function indexIn(values: readonly string[]) {
  return z
    .int()
    .min(0)
    .max(values.length - 1);
}

const row = z
  .tuple(
    [
      z.number().nonnegative(),
      indexIn(comparisonClasses),
      flag,
      flag,
      flag,
      indexIn(warmths),
      ms,
      ms,
      ms,
      ms,
    ],
    z.string(),
  )
  .refine(({ length }) => length <= evidenceColumns.length, {
    error: `expected at most ${evidenceColumns.length} columns`,
  })
  .meta({ maxItems: evidenceColumns.length })
  .readonly();

const policy = z
  .strictObject({
    alphaFail: rate.describe('Probability to fail a candidate that is within every limit'),
    alphaPass: rate.describe('Probability, per criterion, to call it proven although it is not'),
    alphaHealth: rate.describe('Probability to call a healthy experiment invalid'),
    differences: z.union([z.literal('none'), rate]).describe('none, or the tolerated excess of differences'),
    differencesClaim: rate.describe('Under none: a pass claims that differences are rarer than this'),
    errorTolerance: rate.describe("Tolerated excess of the candidate's failures over the twin's"),
    latencyRatio: rate.describe('Slower means: candidate > ratio * twin + floor'),
    latencyFloorMs: rate,
    tailRatio: rate,
    tailQuantile: rate,
    tailGuardQuantile: rate,
    costRatio: rate,
    costFloorPerRequest: rate,
    memoryGb: z.strictObject({ twin: rate, candidate: rate }),
    missingLimit: rate.describe('Tolerated part of lost observations'),
    fidelity: rate.describe('Part of the observations in which the twin must reproduce the control'),
    warmUpPairs: count.describe('Like pairs left out at the start'),
    tailPilotPairs: count,
    rowCap: count,
    soakMinMs: rate.describe('Least time to a pass, from the first row or a later startedAtMs'),
    soakMaxMs: rate.describe('Longest time, from startedAtMs'),
    accepted: z.array(z.strictObject({ id: z.string(), rateCap: rate })).readonly(),
    startedAtMs: count.optional().describe('When the soak was started, or taken up again'),
    measured: z
      .array(z.string())
      .readonly()
      .optional()
      .describe('Criteria that are measured; all where it is lacking'),
  })
  .describe('Every limit the verdict was judged by, defaults filled');

const criterion = z.strictObject({
  state: z.enum(['open', 'proven', 'failed', 'not-measured']),
  n: count.describe('Observations that bear on it'),
  statistic: z.number().nullable().describe('The rate, mean, ratio or count seen'),
  bound: z.number().nullable().describe('One-sided confidence bound that the state rests on'),
  limit: z.number(),
  firstFailedAt: count.nullable().describe('Index of the row that completes the first failing prefix'),
});

const verdict = z
  .strictObject({
    decision: z.enum(['collecting', 'pass', 'fail', 'inconclusive', 'invalid']),
    reasons: z.array(z.string()).readonly(),
    criteria: z.record(z.string(), criterion),
    differencesOf: z
      .enum(['excess', 'lasting', 'flickers', 'accepted'])
      .describe(
        'What the figures of the criterion differences are of: the excess over a tolerance; under none the differences that last, or those that were gone on a repeat; an accepted difference that has grown',
      ),
    notMeasured: z.array(z.string()).readonly(),
    counts: z
      .strictObject({
        rows: count,
        observed: count.describe('Rows that are not missing'),
        judged: count.describe('Rows that bear on the differences criterion'),
        same: count,
        differs: count,
        mirrored: count,
        flickered: count,
        notComparable: count,
        missing: count,
      })
      .describe('How many rows fell into each class'),
    judgedShare: rate.nullable(),
    differences: z.array(z.strictObject({ id: z.string().nullable(), count, mirrored: count })).readonly(),
    rowsStillNeeded: z.record(z.string(), count.nullable()),
  })
  .describe('What the rows say under the policy at nowMs');

/** The file of an evidence bundle; docs/evidence-bundle.schema.json is made from this. */
export const evidenceBundleSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    software: z.strictObject({ name: z.literal('serverless-scientist'), version: z.string() }),
    repository: z.string(),
    pullRequest: z.int().positive(),
    headSha: z.string().regex(/^[0-9a-f]{40}$/),
    function: z.string(),
    evidenceKey: z.string().regex(/^[0-9a-f]{32}$/),
    hashed: evidencePartsSchema,
    policy,
    nowMs: count.describe('Time of the verdict, epoch milliseconds'),
    columns: listOf(evidenceColumns).describe('Columns of a row; difference is left out where there is none'),
    classes: listOf(comparisonClasses).describe('What the numbers in the column class stand for'),
    warmths: listOf(warmths).describe('What the numbers in the column warmth stand for'),
    durationSource: z
      .enum(['report', 'wall'])
      .nullable()
      .describe('Where the durations come from: Lambda REPORT lines, or the wall time of calls'),
    rows: z.array(row).readonly().describe('Ordered by time; see columns'),
    verdict,
  })
  .describe('A verdict with everything it can be recomputed from');

/** A verdict with its rows, its limits and all that its evidence key is made of. No request, no answer. */
export type EvidenceBundle = z.output<typeof evidenceBundleSchema>;
