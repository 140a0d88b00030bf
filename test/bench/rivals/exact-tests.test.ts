import { describe, expect, it } from 'vitest';
import { fairCoinTail } from '../../../bench/rivals/binomial-tail.ts';
import { exactTests } from '../../../bench/rivals/exact-tests.ts';
import { times } from '../../statistics/made-rows.ts';

describe('the tail of fair coins', () => {
  it.each([
    { x: 6, n: 6, p: 1 / 64 },
    { x: 5, n: 6, p: 7 / 64 },
    { x: 3, n: 6, p: 42 / 64 },
    { x: 1, n: 6, p: 63 / 64 },
    { x: 0, n: 6, p: 1 },
    { x: 7, n: 6, p: 0 },
    { x: 0, n: 0, p: 1 },
    { x: 59, n: 100, p: 0.044313 },
  ])('P(X ≥ $x) of $n is $p', ({ x, n, p }) => {
    expect(fairCoinTail(x, n)).toBeCloseTo(p, 6);
  });
});

describe('the three exact tests', () => {
  const isBad = (rows: ReturnType<typeof times>): boolean => {
    const watch = exactTests();
    for (const row of rows) watch.add(row);
    return watch.isBad();
  };

  it.each([
    {
      what: 'five wrong answers: 1/32 is more than a third of 5 %',
      rows: times(5, { class: 'differs' }),
      bad: false,
    },
    { what: 'six wrong answers: 1/64 is less', rows: times(6, { class: 'differs' }), bad: true },
    { what: 'six failures of the candidate', rows: times(6, { candidateFailed: true }), bad: true },
    { what: 'failures of both', rows: times(6, { candidateFailed: true, twinFailed: true }), bad: false },
    { what: 'six slower pairs', rows: times(6, { twinMs: 10, candidateMs: 11 }), bad: true },
    {
      what: 'pairs of unlike warmth',
      rows: times(6, { twinMs: 10, candidateMs: 11, warmth: 'mixed' }),
      bad: false,
    },
    { what: 'no row', rows: [], bad: false },
  ])('say $bad of $what', ({ rows, bad }) => {
    expect(isBad([...rows])).toBe(bad);
  });

  it('let the twin’s differences weigh against the candidate’s', () => {
    expect(isBad([...times(6, { class: 'differs' }), ...times(2, { class: 'mirrored' })])).toBe(false);
  });
});
