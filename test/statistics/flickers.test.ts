import { describe, expect, it } from 'vitest';
import { judge } from '../../src/statistics/verdict.ts';
import { policyWith, row, times } from './made-rows.ts';

const measured = ['missing', 'fidelity', 'differences', 'errors'] as const;
const none = policyWith({ differencesClaim: 0.005, measured: [...measured] });
const tolerant = policyWith({ differences: 0.02, measured: [...measured] });
const byCandidate = { class: 'flickered', difference: 'a' } as const;
const byTwin = { class: 'flickered', reproduced: false, difference: 'a' } as const;

describe('flickers', () => {
  it.each([
    ['none', none],
    ['a tolerance', tolerant],
  ])('of the candidate in every request fail it under %s', (_, policy) => {
    const verdict = judge(times(600, byCandidate), policy, 5_000);
    expect(verdict).toMatchObject({ decision: 'fail', reasons: ['differences'] });
    expect(verdict.differencesOf).toBe(policy === none ? 'flickers' : 'excess');
  });

  it.each([
    ['none', none],
    ['a tolerance', tolerant],
  ])('on both sides alike cancel under %s', (_, policy) => {
    const rows = [...times(10).flatMap(() => [row(byCandidate), row(byTwin), ...times(20)]), ...times(4_000)];
    expect(judge(rows, policy, 5_000).decision).toBe('pass');
  });

  it('of the twin alone fail nobody', () => {
    const { criteria } = judge([...times(900), ...times(30, byTwin)], none, 5_000);
    expect(criteria.differences.state).toBe('proven');
  });

  it('of the twin alone need no proof of their own', () => {
    const { criteria } = judge([row(byTwin), ...times(599)], none, 5_000);
    expect(criteria.errors.state).toBe('open');
    expect(criteria.differences).toMatchObject({ state: 'proven', limit: none.differencesClaim });
  });

  it('bar a pass until their excess is proven small', () => {
    const rows = [...times(3, byCandidate), ...times(897)];
    const { decision, reasons, criteria, differencesOf } = judge(rows, none, 5_000);
    expect({ decision, reasons }).toEqual({ decision: 'collecting', reasons: ['unproven-differences'] });
    expect(criteria.differences.limit).toBe(none.errorTolerance);
    expect(differencesOf).toBe('flickers');
    expect(judge([...rows, ...times(3_000)], none, 5_000).decision).toBe('pass');
  });

  it('by failing count as errors, not a second time as differences', () => {
    const { reasons, criteria } = judge(times(100, { ...byCandidate, candidateFailed: true }), none, 0);
    expect(reasons).toEqual(['errors']);
    expect(criteria.differences).toMatchObject({ state: 'open', statistic: 0 });
  });

  it('of an answer where twin and control failed count against the candidate', () => {
    const { reasons } = judge(times(100, { ...byCandidate, twinFailed: true }), none, 0);
    expect(reasons).toContain('differences');
  });

  it('of an accepted difference count as none', () => {
    const accepted = [{ id: 'a', rateCap: 0.01 }];
    const { criteria } = judge(times(700, byCandidate), { ...none, accepted }, 5_000);
    expect(criteria.differences.state).toBe('proven');
  });

  it('leave the figures to what lasts while that is open itself, and once both are proven', () => {
    const early = judge([row(byCandidate), ...times(9)], none, 0).criteria.differences;
    expect(early).toMatchObject({ state: 'open', n: 10, statistic: 0 });
    const late = judge([row(byCandidate), ...times(4_000)], none, 0).criteria.differences;
    expect(late).toMatchObject({ state: 'proven', statistic: 0 });
  });

  it('leave a lasting difference the figures where that came first', () => {
    const rows = [row({ class: 'differs', difference: 'b' }), ...times(100, byCandidate)];
    const { reasons, criteria, differencesOf } = judge(rows, none, 0);
    expect({ reasons, differencesOf }).toEqual({
      reasons: ['unexplained-difference', 'differences'],
      differencesOf: 'lasting',
    });
    expect(criteria.differences).toMatchObject({ firstFailedAt: 0, bound: null });
  });
});

describe('a lasting difference and flickers', () => {
  const lasting = row({ class: 'differs', difference: 'b' });
  const figuresOf = (rows: Parameters<typeof judge>[0]) => judge(rows, none, 0).criteria.differences;

  it('show the figures of whichever failed first', () => {
    const before = figuresOf([row(), lasting, ...times(100, byCandidate)]);
    expect(before).toMatchObject({ state: 'failed', firstFailedAt: 1, bound: null });
    const after = figuresOf([...times(100, byCandidate), lasting]);
    expect(after).toMatchObject({ state: 'failed', limit: none.errorTolerance });
    expect(after.firstFailedAt).toBeLessThan(100);
  });
});
