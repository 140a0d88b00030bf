import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { halfWidth } from '../../src/statistics/asymptotic-sequence.ts';
import { cost } from '../../src/statistics/cost.ts';
import { costRatio, costRatioBounds } from '../../src/statistics/cost-ratio.ts';
import { noMoments, withPair } from '../../src/statistics/moments.ts';
import { policyWith, row, times } from './made-rows.ts';

const policy = policyWith({ warmUpPairs: 0 });
const billed = fc.record({ x: fc.integer({ min: 1, max: 9 }), y: fc.integer({ min: 1, max: 10 }) });

describe('the bounds of the cost ratio', () => {
  const even = { twin: 1, candidate: 1, floor: 0 };

  it('do not exist while the twin’s own mean cannot be told from 0', () => {
    const moments = [0, 0, 0, 1000].reduce((sums, x) => withPair(sums, x, 1), noMoments);
    expect(costRatioBounds(moments, even, halfWidth(4, 0.05))).toBeNull();
    expect(costRatio(withPair(noMoments, 0, 1), even)).toBeNull();
  });

  it('do not exist, nor does the ratio, where they are beyond all numbers', () => {
    const moments = Array.from({ length: 1000 }).reduce<typeof noMoments>(
      (sums) => withPair(sums, Number.MIN_VALUE, 1),
      noMoments,
    );
    expect(costRatio(moments, even)).toBeNull();
    expect(costRatioBounds(moments, even, halfWidth(1000, 0.05))).toBeNull();
    const small = withPair(noMoments, 1e-154, 1e160);
    expect(costRatioBounds(small, even, 0)).toBeNull();
    // As wide as the candidate's mean is high: the lower bound is 0, and the upper one alone is too much.
    const wide = { ...noMoments, n: 1, meanX: 1, meanY: 1e154, sumYY: 1e154 * 1e154 };
    expect(costRatioBounds(wide, { twin: 1e-155, candidate: 1, floor: 0 }, 1)).toBeNull();
  });

  it('are not below 0 where the money floor outweighs the bill', () => {
    const moments = Array.from({ length: 1000 }, (_, i) => 10 + (i % 2)).reduce(
      (sums, x) => withPair(sums, x, x),
      noMoments,
    );
    const { lower, upper } = costRatioBounds(moments, { ...even, floor: 100 }, halfWidth(1000, 0.05)) ?? {};
    expect([lower, upper]).toEqual([0, 0]);
  });

  it('scale with what a millisecond of each side costs', () => {
    const moments = Array.from({ length: 1000 }, (_, i) => i % 7).reduce(
      (sums, x) => withPair(sums, x + 1, x + 2),
      noMoments,
    );
    const plain = costRatioBounds(moments, even, 0.1);
    const dear = costRatioBounds(moments, { twin: 1, candidate: 2, floor: 0 }, 0.1);
    expect(dear?.lower).toBeCloseTo(2 * (plain?.lower ?? Number.NaN), 10);
    expect(dear?.upper).toBeCloseTo(2 * (plain?.upper ?? Number.NaN), 10);
  });
});

describe('the cost criterion', () => {
  it('fails on the first prefix from 1,000 pairs on whose lower bound is above the limit', () => {
    fc.assert(
      fc.property(fc.array(billed, { minLength: 20, maxLength: 20 }), (cycle) => {
        const rows = Array.from({ length: 1500 }, (_, i) => {
          const { x, y } = cycle[i % cycle.length] ?? { x: 1, y: 1 };
          return row({ twinBilledMs: x, candidateBilledMs: y });
        });
        let moments = noMoments;
        let expected: number | null = null;
        for (const [index, { twinBilledMs, candidateBilledMs }] of rows.entries()) {
          moments = withPair(moments, twinBilledMs, candidateBilledMs);
          const width = halfWidth(moments.n, 0.01);
          const bounds = costRatioBounds(moments, { ...policy.memoryGb, floor: 0 }, width);
          if (expected === null && index >= 999 && bounds !== null && bounds.lower > 1.05) expected = index;
        }
        expect(cost(rows, policy).result.firstFailedAt).toBe(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('is open before 1,000 pairs, however clear the case', () => {
    const dear = times(999, { candidateBilledMs: 10_000 });
    expect(cost(dear, policy).result).toMatchObject({ state: 'open', statistic: 100, bound: null });
    expect(cost([...dear, row({ candidateBilledMs: 10_000 })], policy).result).toMatchObject({
      state: 'failed',
      bound: 100,
    });
  });

  it('gives no bound of the ratio while the twin’s own mean cannot be told from 0', () => {
    const once = (candidateBilledMs: number) => [
      row({ twinBilledMs: 1000, candidateBilledMs }),
      ...times(999, { twinBilledMs: 0, candidateBilledMs }),
    ];
    expect(cost(once(100), policy).result).toMatchObject({ state: 'failed', bound: null });
    expect(cost(once(1), policy).result).toMatchObject({ state: 'open', bound: null });
  });

  it('says nothing of a ratio where nothing was billed', () => {
    const free = times(1200, { twinBilledMs: 0, candidateBilledMs: 0 });
    expect(cost(free, policy).result).toMatchObject({ state: 'open', statistic: null, bound: null });
  });
});
