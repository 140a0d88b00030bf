import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logEExcess } from '../../src/statistics/excess.ts';
import { excessCriterion } from '../../src/statistics/excess-criterion.ts';
import { reaches } from '../../src/statistics/mixture-test.ts';
import { logERate } from '../../src/statistics/rate.ts';
import { signCriterion } from '../../src/statistics/sign.ts';
import { policyWith } from './made-rows.ts';

/** Streams whose luck turns, so that evidence falls far behind and comes back. */
function changing<T>(...kinds: readonly T[]): fc.Arbitrary<T[]> {
  const stretch = fc
    .tuple(
      fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 40 }),
    )
    .map(([cycle, count]) => Array.from({ length: count }, () => cycle).flat());
  return fc.array(stretch, { minLength: 1, maxLength: 6, size: 'max' }).map((stretches) => stretches.flat());
}

const alphas = fc.constantFrom(0.45, 0.25, 0.05, 0.001);

describe('a latch leaves prefixes unchecked, and yet closes at the very first that fails', () => {
  it('in the sign test', () => {
    fc.assert(
      fc.property(changing(true, false), alphas, (votes, alphaFail) => {
        let against = 0;
        const first = votes.findIndex((vote, index) => {
          against += vote ? 1 : 0;
          return reaches(logERate(against, index + 1, 0.5), alphaFail / 5);
        });
        const { result } = signCriterion(
          votes.map((vote, rowIndex) => ({ rowIndex, against: vote })),
          'latency',
          policyWith({ alphaFail }),
        );
        expect(result.firstFailedAt).toBe(first === -1 ? null : first);
      }),
      { numRuns: 500 },
    );
  });

  it('in the excess test', () => {
    const tolerances = fc.constantFrom(0.005, 0.05, 0.3);
    fc.assert(
      fc.property(changing<-1 | 0 | 1>(1, 0, -1), alphas, tolerances, (signs, alphaFail, tolerance) => {
        let plus = 0;
        let minus = 0;
        const first = signs.findIndex((sign, index) => {
          plus += sign === 1 ? 1 : 0;
          minus += sign === -1 ? 1 : 0;
          return reaches(logEExcess(plus, minus, index + 1, tolerance), alphaFail / 5);
        });
        const { result } = excessCriterion(
          signs.map((sign, rowIndex) => ({ rowIndex, sign })),
          tolerance,
          'errors',
          policyWith({ alphaFail }),
        );
        expect(result.firstFailedAt).toBe(first === -1 ? null : first);
      }),
      { numRuns: 500 },
    );
  });
});
