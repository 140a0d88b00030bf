import { describe, expect, it } from 'vitest';
import { missing } from '../../src/statistics/missing.ts';
import { criticalCount } from '../../src/statistics/rate.ts';
import { lostRow, policyWith, times } from './made-rows.ts';

const policy = policyWith();

describe('lost observations', () => {
  it('make the experiment invalid while they lie within the last 2,000 rows, and no longer', () => {
    const enough = criticalCount(2000, 0.02, 0.001);
    const rows = [...times(500, lostRow), ...times(100), ...times(enough, lostRow), ...times(2000 - enough)];
    expect(missing(rows, policy).result.state).toBe('failed');
    expect(missing([...rows, ...times(1)], policy).result).toMatchObject({ state: 'open', n: 2601 });
  });

  it('do not, while they are few', () => {
    expect(missing([...times(980), ...times(20, lostRow)], policy).result).toMatchObject({
      state: 'open',
      statistic: 0.02,
    });
  });
});
