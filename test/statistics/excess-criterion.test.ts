import { describe, expect, it } from 'vitest';
import { excessLowerBound, excessUpperBound } from '../../src/statistics/excess.ts';
import { excessCriterion } from '../../src/statistics/excess-criterion.ts';
import { policyWith } from './made-rows.ts';

const policy = policyWith();
const judgeSigns = (signs: readonly (-1 | 0 | 1)[]) =>
  excessCriterion(
    signs.map((sign, index) => ({ rowIndex: 10 + index, sign })),
    0.005,
    'errors',
    policy,
  );
const repeat = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe('the excess criterion', () => {
  it('tells of a failure what was seen up to the first failing prefix', () => {
    const { result, failures, stillNeeded } = judgeSigns([-1, -1, 0, ...repeat(40, 1 as const)]);
    const plus = result.n - 3;
    expect(result).toEqual({
      state: 'failed',
      n: result.n,
      statistic: (plus - 2) / result.n,
      bound: excessLowerBound(plus, 2, result.n, 0.01),
      limit: 0.005,
      firstFailedAt: 10 + result.n - 1,
    });
    expect({ failures, stillNeeded }).toEqual({ failures: ['errors'], stillNeeded: null });
  });

  it('tells of what is open how the candidate stands to the twin, and how long a proof would take', () => {
    const signs = [...repeat(2, 1 as const), ...repeat(5, -1 as const), ...repeat(200, 0 as const)];
    const { result, failures, stillNeeded } = judgeSigns(signs);
    expect(result).toEqual({
      state: 'open',
      n: 207,
      statistic: -3 / 207,
      bound: excessUpperBound(2, 5, 207, 0.05),
      limit: 0.005,
      firstFailedAt: null,
    });
    expect(failures).toEqual([]);
    const more = Math.ceil((stillNeeded ?? 0) / 207);
    expect(judgeSigns(repeat(1 + more, signs).flat()).result.state).toBe('proven');
    expect(judgeSigns(repeat(more - 1, signs).flat()).result.state).toBe('open');
  });

  it('says nothing without a row, and needs no forecast once it is proven', () => {
    expect(judgeSigns([])).toEqual({
      result: { state: 'open', n: 0, statistic: null, bound: null, limit: 0.005, firstFailedAt: null },
      failures: [],
      stillNeeded: null,
    });
    expect(judgeSigns(repeat(2_000, 0 as const))).toMatchObject({
      result: { state: 'proven', statistic: 0, firstFailedAt: null },
      failures: [],
      stillNeeded: null,
    });
  });
});
