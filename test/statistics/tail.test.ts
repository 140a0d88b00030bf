import { describe, expect, it } from 'vitest';
import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import { tail, tailGuard } from '../../src/statistics/tail.ts';
import { judge } from '../../src/statistics/verdict.ts';
import { policyWith, row, times } from './made-rows.ts';

/** Ten pairs fix the limit: twin's tail from 100 ms on, candidate slow above 1.2 · 100 + 5 = 125 ms. */
const policy = policyWith({ warmUpPairs: 0, tailPilotPairs: 10 });
const pilot = times(10);
const candidateSlow: Partial<ComparisonRow> = { twinMs: 50, candidateMs: 126 };
const twinSlow: Partial<ComparisonRow> = { twinMs: 100, candidateMs: 50 };
const cold: Partial<ComparisonRow> = { warmth: 'cold' };

describe('a vote in the tail', () => {
  it.each([
    ['against: only the candidate is slow', candidateSlow, 1, 1],
    ['for: only the twin is slow, at its limit already', twinSlow, 1, 0],
    ['none: both are slow', { twinMs: 100, candidateMs: 126 }, 0, null],
    [
      'none: neither is slow, the candidate being just at its limit',
      { twinMs: 99, candidateMs: 125 },
      0,
      null,
    ],
  ])('is %s', (_, changes, n, statistic) => {
    expect(tail([...pilot, row(changes)], policy).result).toMatchObject({ n, statistic });
  });

  it('waits for the pilot of its own warmth', () => {
    expect(tail([...pilot, row({ ...candidateSlow, ...cold })], policy).result.n).toBe(0);
    expect(tail(times(9), policy).result.n).toBe(0);
  });

  it('is taken in the order of rows, warm and cold together', () => {
    const coldPilot = times(10, { ...cold, twinMs: 100 });
    const alternating = Array.from({ length: 12 }, (_, index) =>
      row(index % 2 === 0 ? candidateSlow : { ...candidateSlow, ...cold }),
    );
    const rows = [...pilot, ...coldPilot, ...alternating];
    const { result } = tail(rows, policy);
    expect(result).toMatchObject({ state: 'failed', n: 9, firstFailedAt: 20 + 8 });
  });
});

describe('the limit of the tail', () => {
  it('is a duration that the twin had, by rank, in whatever order the pilot came', () => {
    const durations = [9, 30, 100, 2, 1000, 70, 8, 50, 20, 60];
    const mixed = durations.map((twinMs) => row({ twinMs }));
    const votesOf = (twinMs: number, quantile: number) =>
      tail([...mixed, row({ twinMs, candidateMs: 0 })], { ...policy, tailQuantile: quantile }).result.n;
    // The eighth of ten by size is 70, the ninth 100.
    expect([votesOf(69, 0.8), votesOf(70, 0.8)]).toEqual([0, 1]);
    expect([votesOf(99, 0.81), votesOf(100, 0.81)]).toEqual([0, 1]);
  });
});

describe('the guard', () => {
  const leaning = (rows: readonly ComparisonRow[]) => judge(rows, policy, 0).reasons.includes('guard-leans');

  it('leans when more votes are against the candidate than for it, and not at a tie', () => {
    expect(leaning([...pilot, row(candidateSlow)])).toBe(true);
    expect(leaning([...pilot, row(candidateSlow), row(twinSlow)])).toBe(false);
    expect(leaning(pilot)).toBe(false);
  });

  it('looks further out than the tail', () => {
    const spread = Array.from({ length: 100 }, (_, index) => row({ twinMs: index + 1 }));
    const wide = { ...policy, tailPilotPairs: 100 };
    // The tail begins at 95 ms (candidate: above 119), the guard at 99 ms (candidate: above 123.8).
    const between = row({ twinMs: 50, candidateMs: 120 });
    expect(tail([...spread, between], wide).result.n).toBe(1);
    expect(tailGuard([...spread, between], wide).result.n).toBe(0);
  });
});
