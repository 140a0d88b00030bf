import { describe, expect, it } from 'vitest';
import { rateLowerBound, rateUpperBound } from '../../src/statistics/rate.ts';
import { signCriterion } from '../../src/statistics/sign.ts';
import { policyWith } from './made-rows.ts';

const policy = policyWith();
const vote = (votes: readonly boolean[]) =>
  signCriterion(
    votes.map((against, index) => ({ rowIndex: 10 + index, against })),
    'tail',
    policy,
  );
const repeat = (count: number, against: boolean) => Array.from({ length: count }, () => against);

describe('the sign test', () => {
  it('tells of a failure what was seen up to the first failing prefix', () => {
    const { result, failures, stillNeeded } = vote([false, false, ...repeat(40, true)]);
    expect(result).toEqual({
      state: 'failed',
      n: result.n,
      statistic: (result.n - 2) / result.n,
      bound: rateLowerBound(result.n - 2, result.n, 0.01),
      limit: 0.5,
      firstFailedAt: 10 + result.n - 1,
    });
    expect({ failures, stillNeeded }).toEqual({ failures: ['tail'], stillNeeded: null });
  });

  it('tells of what is open the share against, and how many votes like these would prove it', () => {
    const votes = [...repeat(4, true), ...repeat(6, false)];
    const { result, failures, stillNeeded } = vote(votes);
    expect(result).toEqual({
      state: 'open',
      n: 10,
      statistic: 0.4,
      bound: rateUpperBound(4, 10, 0.05),
      limit: 0.5,
      firstFailedAt: null,
    });
    expect(failures).toEqual([]);
    const more = Math.ceil((stillNeeded ?? 0) / 10);
    const together = (times: number) => vote(Array.from({ length: times }, () => votes).flat()).result.state;
    expect([together(more), together(more + 1)]).toEqual(['open', 'proven']);
  });

  it('says nothing without a vote, and needs no forecast once it is proven', () => {
    expect(vote([])).toEqual({
      result: { state: 'open', n: 0, statistic: null, bound: null, limit: 0.5, firstFailedAt: null },
      failures: [],
      stillNeeded: null,
    });
    expect(vote(repeat(40, false))).toEqual({
      result: {
        state: 'proven',
        n: 40,
        statistic: 0,
        bound: rateUpperBound(0, 40, 0.05),
        limit: 0.5,
        firstFailedAt: null,
      },
      failures: [],
      stillNeeded: null,
    });
  });
});
