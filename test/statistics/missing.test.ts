import { describe, expect, it } from 'vitest';
import { missing } from '../../src/statistics/missing.ts';
import { criticalCount, rateLowerBound } from '../../src/statistics/rate.ts';
import { lostRow, policyWith, times } from './made-rows.ts';

const policy = policyWith();

describe('lost observations', () => {
  it('make the experiment invalid while they lie within the last 2,000 rows, and no longer', () => {
    const enough = criticalCount(2000, 0.02, 0.001);
    const rows = [...times(500, lostRow), ...times(100), ...times(enough, lostRow), ...times(2000 - enough)];
    expect(missing(rows, policy).result.state).toBe('failed');
    expect(missing([...rows, ...times(1)], policy).result).toMatchObject({ state: 'open', n: 2601 });
  });

  it('are told as a part of the rows, with the bound that is sure', () => {
    expect(missing([...times(50, lostRow), ...times(150)], policy)).toEqual({
      result: {
        state: 'failed',
        n: 200,
        statistic: 0.25,
        bound: rateLowerBound(50, 200, 0.001),
        limit: 0.02,
        firstFailedAt: null,
      },
      failures: [],
      stillNeeded: null,
    });
    expect(missing([], policy)).toEqual({
      result: { state: 'open', n: 0, statistic: null, bound: null, limit: 0.02, firstFailedAt: null },
      failures: [],
      stillNeeded: null,
    });
  });

  it('do not end an experiment by a burst at its end, where they are few in all rows', () => {
    const burst = criticalCount(2000, 0.02, 0.001);
    const rows = [...times(6000), ...times(2000 - burst), ...times(burst, lostRow)];
    expect(missing(rows, policy).result.state).toBe('open');
  });

  it('do not, while they are few', () => {
    expect(missing([...times(980), ...times(20, lostRow)], policy).result).toMatchObject({
      state: 'open',
      statistic: 0.02,
    });
  });
});
