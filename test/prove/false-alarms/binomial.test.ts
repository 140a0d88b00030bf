import { describe, expect, it } from 'vitest';
import { atMost, medianInterval, rateInterval } from '../../../prove/false-alarms/binomial.ts';

describe('the interval of a rate', () => {
  // With no event the upper end is 1 − 0.025^(1/n); 5 of 10 and 1 of 20 stand in printed tables.
  it.each([
    [0, 400, 0, 1 - 0.025 ** (1 / 400)],
    [400, 400, 0.025 ** (1 / 400), 1],
    [5, 10, 0.1871, 0.8129],
    [1, 20, 0.0013, 0.2487],
    [0, 1, 0, 0.975],
  ])('is that of Clopper and Pearson for %i of %i', (count, of, low, high) => {
    const interval = rateInterval(count, of);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('leaves 2.5 % out on each side, for thousands of trials too', () => {
    const { low, high } = rateInterval(90, 3000);
    expect(1 - atMost(89, 3000, low)).toBeCloseTo(0.025, 6);
    expect(atMost(90, 3000, high)).toBeCloseTo(0.025, 6);
  });
});

describe('the interval of a median', () => {
  it.each([
    ['none without a value', [], null],
    ['the value itself', [7], { median: 7, low: 7, high: 7 }],
    ['the whole range where there are few', [3, 1, 2], { median: 2, low: 1, high: 3 }],
    ['from rank 2 to 9 of ten', [10, 9, 8, 7, 6, 5, 4, 3, 2, 1], { median: 5, low: 2, high: 9 }],
  ])('is %s', (_, values, expected) => {
    expect(medianInterval(values)).toEqual(expected);
  });

  it('is from rank 40 to 61 of a hundred', () => {
    const values = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(medianInterval(values)).toEqual({ median: 50, low: 40, high: 61 });
  });
});
