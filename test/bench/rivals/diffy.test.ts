import { describe, expect, it } from 'vitest';
import { diffy, isShown } from '../../../bench/rivals/diffy.ts';
import { times } from '../../statistics/made-rows.ts';

describe('a field', () => {
  it.each([
    { raw: 1, noise: 0, requests: 3333, shown: true, why: 'one difference is more than 0.03 %' },
    { raw: 1, noise: 0, requests: 3334, shown: false, why: 'one difference is less than 0.03 %' },
    { raw: 3, noise: 2, requests: 100, shown: false, why: 'the distance is 20 % of the sum, not more' },
    { raw: 4, noise: 2, requests: 100, shown: true, why: 'a third of the sum' },
    { raw: 5, noise: 5, requests: 100, shown: false, why: 'as much noise as differences' },
    { raw: 2, noise: 9, requests: 100, shown: false, why: 'more noise than differences' },
  ])('with $raw raw and $noise noise in $requests requests: $why', ({ raw, noise, requests, shown }) => {
    expect(isShown({ raw, noise }, requests)).toBe(shown);
  });
});

describe('Diffy on rows', () => {
  const isBad = (rows: Parameters<ReturnType<typeof diffy>['add']>[0][]): boolean => {
    const watch = diffy();
    for (const row of rows) watch.add(row);
    return watch.isBad();
  };
  const same = times(100);

  it.each([
    { what: 'nothing but the same', rows: [], bad: false },
    { what: 'one wrong answer', rows: times(1, { class: 'differs', difference: 'a' }), bad: true },
    {
      what: 'drift on both sides',
      rows: times(9, { class: 'not-comparable', reproduced: false }),
      bad: false,
    },
    {
      what: 'a single failure that was gone when asked again',
      rows: times(1, { class: 'flickered', candidateFailed: true }),
      bad: true,
    },
    { what: 'lost observations', rows: times(9, { class: 'missing', reproduced: false }), bad: false },
  ])('says $bad of $what', ({ rows, bad }) => {
    expect(isBad([...same, ...rows])).toBe(bad);
  });

  it('compares noise with differences of the same field only', () => {
    const noise = times(5, { class: 'mirrored', reproduced: false, difference: 'a' });

    expect(isBad([...same, ...noise, ...times(5, { class: 'differs', difference: 'a' })])).toBe(false);
    expect(isBad([...same, ...noise, ...times(5, { class: 'differs', difference: 'b' })])).toBe(true);
  });
});
