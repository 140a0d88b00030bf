import { describe, expect, it } from 'vitest';
import { differences } from '../../src/statistics/differences.ts';
import { reaches } from '../../src/statistics/mixture-test.ts';
import { logERate } from '../../src/statistics/rate.ts';
import { judge } from '../../src/statistics/verdict.ts';
import { policyWith, row, times } from './made-rows.ts';

const differs = (difference: string | null) => row({ class: 'differs', difference });
const mirrored = (difference: string | null) => row({ class: 'mirrored', reproduced: false, difference });
const acceptsA = policyWith({ accepted: [{ id: 'a', rateCap: 0.1 }] });

describe('an accepted difference', () => {
  it('counts as none', () => {
    expect(differences([differs('a'), ...times(50)], acceptsA)).toMatchObject({
      result: { state: 'open', n: 51, statistic: 0 },
      failures: [],
    });
  });

  it('counts as none under a tolerance in both directions', () => {
    const tolerant = policyWith({ differences: 0.5, accepted: [{ id: 'a', rateCap: 1 }] });
    const rows = [differs('a'), differs('a'), mirrored('a'), mirrored('b'), ...times(6)];
    expect(differences(rows, tolerant).result).toMatchObject({ n: 10, statistic: -0.1 });
  });

  it('covers no other difference, and none without an id', () => {
    expect(differences([differs('b')], acceptsA).failures).toEqual(['unexplained-difference']);
    expect(differences([differs(null)], acceptsA).failures).toEqual(['unexplained-difference']);
  });

  it('is named by a pass that rests on it, and only by that', () => {
    const policy = policyWith({
      accepted: [{ id: 'a', rateCap: 0.1 }],
      differencesClaim: 0.01,
      measured: ['missing', 'fidelity', 'differences', 'errors'],
    });
    expect(judge([...times(900), differs('a')], policy, 0)).toMatchObject({
      decision: 'pass',
      reasons: ['accepted-differences'],
    });
    for (const bearing of [[], [mirrored('a')], [row({ class: 'flickered', difference: 'a' })]]) {
      expect(judge([...times(900), ...bearing], policy, 0)).toMatchObject({ decision: 'pass', reasons: [] });
    }
  });

  it('fails when it becomes more frequent than was accepted, at the share of error that is its own', () => {
    const two = policyWith({
      accepted: [
        { id: 'a', rateCap: 0.5 },
        { id: 'b', rateCap: 0.5 },
      ],
    });
    const firstShown = (alpha: number) => {
      let seen = 1;
      while (!reaches(logERate(seen, seen, 0.5), alpha)) seen += 1;
      return seen - 1;
    };
    const rows = Array.from({ length: 20 }, () => differs('a'));
    expect(firstShown(0.05 / 5 / 2)).toBeGreaterThan(firstShown(0.05 / 5));
    expect(differences(rows, two).result.firstFailedAt).toBe(firstShown(0.05 / 5 / 2));
    expect(differences(rows, two)).toMatchObject({
      failures: ['accepted-difference-grew'],
      result: { state: 'failed', limit: 0.5 },
    });
  });

  it('does not grow by what the twin shows', () => {
    const rows = Array.from({ length: 50 }, () => mirrored('a'));
    expect(differences(rows, acceptsA).result).toMatchObject({ state: 'open', n: 50 });
  });

  it('reports both failures, with the figures of the one that came first', () => {
    const grown = Array.from({ length: 30 }, () => differs('a'));
    const early = differences([differs('b'), ...grown], acceptsA);
    const late = differences([...grown, differs('b')], acceptsA);
    expect(early.failures).toEqual(['unexplained-difference', 'accepted-difference-grew']);
    expect(late.failures).toEqual(['unexplained-difference', 'accepted-difference-grew']);
    expect(early.result).toMatchObject({ firstFailedAt: 0, limit: 0.001 });
    expect(late.result).toMatchObject({ limit: 0.1 });
    expect([early.of, late.of]).toEqual(['lasting', 'accepted']);
  });

  it('that grew is told from others where both have the same limit', () => {
    const policy = policyWith({ differences: 0.1, accepted: [{ id: 'a', rateCap: 0.1 }] });
    const rows = Array.from({ length: 30 }, () => differs('a'));
    expect(differences(rows, policy)).toMatchObject({
      of: 'accepted',
      result: { state: 'failed', limit: 0.1 },
    });
    expect(judge(rows, policy, 0).differencesOf).toBe('accepted');
  });
});
