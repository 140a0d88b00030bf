import { describe, expect, it } from 'vitest';
import { gatherMinutes } from '../../../bench/rivals/minutes.ts';
import { firstBadLook, looksEvery, type Rival } from '../../../bench/rivals/rival.ts';
import { lostRow, row, times } from '../../statistics/made-rows.ts';

/** Bad from the third row on, but for the fifth. */
const thirdRow: Rival = () => {
  let rows = 0;
  return {
    add: () => {
      rows += 1;
    },
    isBad: () => rows >= 3 && rows !== 5,
  };
};

describe('looking', () => {
  const rows = times(10);

  it.each([
    { looks: [1, 2, 3, 4], first: 3 },
    { looks: [2, 4], first: 4 },
    { looks: [5], first: null },
    { looks: [], first: null },
  ])('at $looks rows sees it first at $first', ({ looks, first }) => {
    expect(firstBadLook(thirdRow, rows, looks)).toBe(first);
  });

  it('goes on by equal steps up to the end', () => {
    expect(looksEvery(50, 50, 200)).toEqual([50, 100, 150, 200]);
    expect(looksEvery(60, 60, 200)).toEqual([60, 120, 180]);
    expect(looksEvery(60, 60, 30)).toEqual([]);
  });
});

describe('minutes', () => {
  it('are those of the clock, with each side for itself and without what is missing', () => {
    const minutes = gatherMinutes();
    for (const changes of [
      { at: 59_999, twinMs: 10, candidateMs: 20 },
      { at: 60_000, twinMs: 11, candidateMs: 21, candidateFailed: true },
      { at: 60_500, ...lostRow },
      { at: 119_999, twinMs: 12, candidateMs: 22, twinFailed: true },
    ]) {
      minutes.add(row(changes));
    }

    expect(minutes.all).toEqual([
      { twin: { errors: 0, durationsMs: [10] }, candidate: { errors: 0, durationsMs: [20] } },
      { twin: { errors: 1, durationsMs: [11, 12] }, candidate: { errors: 1, durationsMs: [21, 22] } },
    ]);
  });
});
