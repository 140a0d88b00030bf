import { readFileSync } from 'node:fs';
import * as z from 'zod';

const numbers = z.array(z.number());
const rows = z.array(numbers);

const fileSchema = z.looseObject({
  tilts: numbers,
  weights: numbers,
  log_e_up: rows,
  log_e_dn: rows,
  rate_bounds: rows,
  crit_up: rows,
  log_e_excess_up: rows,
  excess_bounds: rows,
  n_clean: rows,
  n_zero_tolerance: rows,
  acs: rows,
  cost: z.object({
    sums: numbers,
    bounds: z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), numbers])),
  }),
  lcg_pairs: z.object({
    n: z.number(),
    seed: z.number(),
    first5: rows,
    sum_x: z.number(),
    sum_y: z.number(),
    'slower_than_1.05': z.number(),
    'tail10_190_1.2': z.number(),
    'tail01_190_1.2': z.number(),
  }),
});

/** Numbers of every engine to 10 digits, written by an independent implementation in Python. */
export const engineVectors = fileSchema.parse(
  JSON.parse(readFileSync(new URL('../vectors/vectors.json', import.meta.url), 'utf8')),
);

/** The vectors' own pairs: x from 20 to 199, y from x − 8 to x + 12, by the generator of Numerical Recipes. */
export function generatedPairs(): { x: number; y: number }[] {
  let state = engineVectors.lcg_pairs.seed;
  const below = (limit: number) => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return (state >>> 16) % limit;
  };
  return Array.from({ length: engineVectors.lcg_pairs.n }, () => {
    const x = 20 + below(180);
    return { x, y: x - 8 + below(21) };
  });
}
