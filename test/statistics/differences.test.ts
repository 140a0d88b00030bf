import { describe, expect, it } from 'vitest';
import { differences, rowsForClaim } from '../../src/statistics/differences.ts';
import { excessUpperBound } from '../../src/statistics/excess.ts';
import { policyWith, row, times } from './made-rows.ts';

const policy = policyWith({ differencesClaim: 0.01 });
const claimed = rowsForClaim(0.01, 0.05);
const differs = row({ class: 'differs', difference: 'a' });
const limits = { limit: 0.01, firstFailedAt: null };

describe('differences under none', () => {
  it('say nothing without a row, but how many they need', () => {
    expect(differences([], policy)).toEqual({
      result: { state: 'open', n: 0, statistic: null, bound: null, ...limits },
      of: 'lasting',
      failures: [],
      stillNeeded: claimed,
    });
  });

  it('are proven at the very row that completes the claim', () => {
    const open = differences(times(claimed - 1), policy);
    expect(open).toMatchObject({ result: { state: 'open', n: claimed - 1, statistic: 0 }, stillNeeded: 1 });
    expect(open.result.bound).toBeGreaterThan(0.01);
    const proven = differences(times(claimed), policy);
    expect(proven).toMatchObject({ result: { state: 'proven', statistic: 0, ...limits }, stillNeeded: null });
    expect(proven.result.bound).toBeCloseTo(1 - 0.05 ** (1 / claimed), 12);
  });

  it('fail at the first that lasts, without a bound or a forecast', () => {
    expect(differences([...times(5), differs, ...times(500)], policy)).toEqual({
      result: { state: 'failed', n: 6, statistic: 1, bound: null, limit: 0.01, firstFailedAt: 5 },
      of: 'lasting',
      failures: ['unexplained-difference'],
      stillNeeded: null,
    });
  });
});

describe('differences under a tolerance', () => {
  it('are an excess over those of the twin', () => {
    const mirrored = row({ class: 'mirrored', reproduced: false, difference: 'a' });
    const { result, failures } = differences(
      [differs, mirrored, mirrored, ...times(97)],
      policyWith({ differences: 0.1 }),
    );
    expect(failures).toEqual([]);
    expect(result).toMatchObject({
      n: 100,
      statistic: -0.01,
      limit: 0.1,
      bound: excessUpperBound(1, 2, 100, 0.05),
    });
  });
});
