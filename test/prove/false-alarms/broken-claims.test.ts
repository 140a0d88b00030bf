import { describe, expect, it } from 'vitest';
import { brokenClaims } from '../../../prove/false-alarms/broken-claims.ts';
import type { SoakEnd } from '../../../prove/false-alarms/soak-end.ts';
import { streamResult } from '../../../prove/false-alarms/stream-result.ts';
import type { Decision } from '../../../src/statistics/decision.ts';

const decisions: readonly Decision[] = ['fail', 'pass', 'inconclusive'];

function ends(
  counts: Partial<Record<Decision, number>>,
  firstInvalidRows: number | null = null,
): readonly SoakEnd[] {
  return decisions.flatMap((decision) =>
    Array.from({ length: counts[decision] ?? 0 }, () => ({
      decision,
      rows: 100,
      firstInvalidRows,
    })),
  );
}

describe('a claim', () => {
  it.each([
    ['at most 5 % fail, and 5 % do', { mostFails: 0.05 }, { fail: 20, pass: 380 }, []],
    ['at most 5 % fail, and 7 % of few do', { mostFails: 0.05 }, { fail: 28, pass: 372 }, []],
    [
      'at most 5 % fail, and 8 % do',
      { mostFails: 0.05 },
      { fail: 32, pass: 368 },
      ['32 of 400 fail, 0.05 at most'],
    ],
    ['none passes, and none does', { mostPasses: 0 }, { fail: 400 }, []],
    ['none passes, and one does', { mostPasses: 0 }, { fail: 399, pass: 1 }, ['1 of 400 pass, 0 at most']],
    [
      'all fail, and one does not',
      { leastFails: 1 },
      { fail: 399, pass: 1 },
      ['399 of 400 fail, 1 at least'],
    ],
    [
      '90 % pass, and 85 % do',
      { leastPasses: 0.9 },
      { inconclusive: 60, pass: 340 },
      ['340 of 400 pass, 0.9 at least'],
    ],
    [
      'all are invalid, and none is',
      { leastInvalid: 1 },
      { pass: 400 },
      ['0 of 400 are invalid, 1 at least'],
    ],
    ['nothing is claimed', {}, { fail: 400 }, []],
  ])('is tested by the interval: %s', (_, claims, counts, expected) => {
    expect(brokenClaims(claims, streamResult(ends(counts)))).toEqual(expected);
  });

  it('of invalid soaks holds for those that recovered', () => {
    expect(brokenClaims({ leastInvalid: 1 }, streamResult(ends({ pass: 10 }, 50)))).toEqual([]);
  });
});
