import { describe, expect, it } from 'vitest';
import { type CallTimes, pairTimes } from '../../../scientist-runtime/core/measures.ts';

const silent = (wallMs: number): CallTimes => ({ wallMs, report: null });
const reported = (durationMs: number, initMs: number | null = null): CallTimes => ({
  wallMs: 99,
  report: { durationMs, billedMs: Math.ceil(durationMs), initMs, maxMemoryMb: 70 },
});

describe('the durations of a pair', () => {
  it('are those of REPORT where both have one', () => {
    expect(pairTimes(reported(10.5), reported(12))).toEqual({
      durationSource: 'report',
      warmth: 'warm',
      twinMs: 10.5,
      candidateMs: 12,
      twinBilledMs: 11,
      candidateBilledMs: 12,
    });
  });

  it.each([
    ['neither', silent(20.2), silent(30)],
    ['the twin alone', { ...reported(1), wallMs: 20.2 }, silent(30)],
    ['the candidate alone', silent(20.2), { ...reported(1), wallMs: 30 }],
  ])('are wall time for both where %s has a REPORT', (_, twin, candidate) => {
    expect(pairTimes(twin, candidate)).toMatchObject({
      durationSource: 'wall',
      twinMs: 20.2,
      candidateMs: 30,
      twinBilledMs: 21,
      candidateBilledMs: 30,
    });
  });
});

describe('warmth', () => {
  it.each([
    ['warm', reported(1), reported(1)],
    ['cold', reported(1, 100), reported(1, 90)],
    ['mixed', reported(1, 100), reported(1)],
    ['mixed', reported(1), reported(1, 100)],
    ['warm', silent(1), silent(1)],
    ['mixed', reported(1, 100), silent(1)],
  ])('is %s', (warmth, twin, candidate) => {
    expect(pairTimes(twin, candidate).warmth).toBe(warmth);
  });
});
