import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import { sensitivity } from '../../src/statistics/sensitivity.ts';
import { judge } from '../../src/statistics/verdict.ts';
import { policyWith, row, times } from './made-rows.ts';

const policy = policyWith({ warmUpPairs: 0, latencyFloorMs: 0 });
const of = (rows: readonly ComparisonRow[], under = policy) =>
  sensitivity(rows, under, judge(rows, under, 0));

describe('what rows could have shown', () => {
  it('is nothing without a row', () => {
    expect(of([])).toEqual({ differenceRate: null, slowdownRatio: null, errorRate: null });
  });

  it('is a difference rarer than the rule of three says', () => {
    expect(of(times(299)).differenceRate).toBeCloseTo(1 - 0.05 ** (1 / 299));
  });

  it('is the same where flickers alone keep differences from being proven', () => {
    const rows = [...times(3_000), ...times(3, { class: 'flickered', reproduced: true })];
    const verdict = judge(rows, { ...policy, errorTolerance: 0.0005 }, 0);
    expect(verdict).toMatchObject({
      differencesOf: 'flickers',
      criteria: { differences: { state: 'open' } },
    });
    expect(sensitivity(rows, policy, verdict).differenceRate).toBeCloseTo(1 - 0.05 ** (1 / 3_003), 12);
  });

  it('claims no bound where flickers failed', () => {
    const rows = times(200, { class: 'flickered', reproduced: true });
    expect(judge(rows, policy, 0)).toMatchObject({
      differencesOf: 'flickers',
      criteria: { differences: { state: 'failed' } },
    });
    expect(of(rows).differenceRate).toBeNull();
  });

  it('claims no bound of a criterion that failed', () => {
    expect(of([...times(50), row({ class: 'differs', difference: 'd' })]).differenceRate).toBeNull();
  });

  it('is no excess of failures at all where the twin fails far more often, and unknown where the candidate failed', () => {
    expect(of(times(200, { twinFailed: true })).errorRate).toBe(0);
    expect(of(times(200, { candidateFailed: true })).errorRate).toBeNull();
  });

  it('needs no ratio where the floor alone covers the candidate, however little the twin takes', () => {
    const quick = times(100, { twinMs: 0, candidateMs: 5 });
    expect(of(quick, { ...policy, latencyFloorMs: 5 }).slowdownRatio).toBe(0);
  });

  it('is the ratio that all pairs have, where all have the same', () => {
    expect(of(times(100, { candidateMs: 110 })).slowdownRatio).toBeCloseTo(1.1);
  });

  it('takes the floor off, and is 0 where the floor is more than the candidate needs', () => {
    expect(of(times(100, { candidateMs: 110 }), { ...policy, latencyFloorMs: 5 }).slowdownRatio).toBeCloseTo(
      1.05,
    );
    expect(of(times(100, { candidateMs: 4 }), { ...policy, latencyFloorMs: 5 }).slowdownRatio).toBe(0);
  });

  it('is unknown while too few pairs prove any ratio, and where the twin takes no time', () => {
    expect(of(times(3)).slowdownRatio).toBeNull();
    expect(of(times(100, { twinMs: 0, candidateMs: 5 })).slowdownRatio).toBeNull();
  });

  it('is the least limit under which the latency criterion is proven', () => {
    const durations = fc.array(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 })), {
      minLength: 10,
      maxLength: 80,
    });
    fc.assert(
      fc.property(durations, (pairs) => {
        const rows = pairs.map(([twinMs, candidateMs]) => row({ twinMs, candidateMs }));
        const { slowdownRatio } = of(rows);
        if (slowdownRatio === null) return;
        const state = (ratio: number) =>
          judge(rows, { ...policy, latencyRatio: ratio }, 0).criteria.latency.state;
        expect(state(slowdownRatio * 1.000001)).toBe('proven');
        expect(state(slowdownRatio * 0.999999)).not.toBe('proven');
      }),
    );
  });
});
