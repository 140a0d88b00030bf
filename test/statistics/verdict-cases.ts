import { readFileSync } from 'node:fs';
import * as z from 'zod';
import {
  type ComparisonRow,
  comparisonClasses,
  warmths,
} from '../../scientist-runtime/contract/comparison.ts';
import { criterionNames } from '../../src/statistics/criterion.ts';
import { reasonCodes } from '../../src/statistics/reason-codes.ts';

/** Row streams with the whole expected answer, written by an independent implementation in Python. */
const flag = z.union([z.literal(0), z.literal(1)]).transform((value) => value === 1);
const at = z.number();
const index = z.int().nonnegative();
const ms = z.number();
const rowSchema = z.union([
  z.tuple([at, index, flag, flag, flag, index, ms, ms, ms, ms]),
  z.tuple([at, index, flag, flag, flag, index, ms, ms, ms, ms, z.string()]),
]);

const criterionSchema = z.strictObject({
  state: z.enum(['open', 'proven', 'failed']),
  n: z.int(),
  statistic: z.number().nullable(),
  bound: z.number().nullable(),
  limit: z.number(),
  firstFailedAt: z.int().nullable(),
});

const fileSchema = z.object({
  columns: z.tuple([
    z.literal('at'),
    z.literal('class'),
    z.literal('reproduced'),
    z.literal('twinFailed'),
    z.literal('candidateFailed'),
    z.literal('warmth'),
    z.literal('twinMs'),
    z.literal('candidateMs'),
    z.literal('twinBilledMs'),
    z.literal('candidateBilledMs'),
    z.literal('difference'),
  ]),
  classes: z.array(z.enum(comparisonClasses)),
  warmths: z.array(z.enum(warmths)),
  cases: z.array(
    z.strictObject({
      name: z.string(),
      policy: z.record(z.string(), z.unknown()),
      now: z.number(),
      rows: z.array(rowSchema),
      expected: z.strictObject({
        decision: z.enum(['collecting', 'pass', 'fail', 'inconclusive', 'invalid']),
        reasons: z.array(z.enum(reasonCodes)),
        criteria: z.record(z.enum(criterionNames), criterionSchema),
      }),
    }),
  ),
});

const file = fileSchema.parse(
  JSON.parse(readFileSync(new URL('../vectors/verdict-vectors.json', import.meta.url), 'utf8')),
);

function rowOf(values: z.output<typeof rowSchema>): ComparisonRow {
  const comparisonClass = file.classes[values[1]];
  const warmth = file.warmths[values[5]];
  if (comparisonClass === undefined || warmth === undefined) throw new Error(`bad index in ${values}`);
  return {
    at: values[0],
    class: comparisonClass,
    reproduced: values[2],
    twinFailed: values[3],
    candidateFailed: values[4],
    warmth,
    twinMs: values[6],
    candidateMs: values[7],
    twinBilledMs: values[8],
    candidateBilledMs: values[9],
    difference: values[10] ?? null,
  };
}

/** The cases, with rows as the contract has them. */
export const verdictCases = file.cases.map(({ rows, ...rest }) => ({ ...rest, rows: rows.map(rowOf) }));
