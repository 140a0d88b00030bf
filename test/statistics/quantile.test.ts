import { describe, expect, it } from 'vitest';
import { quantile } from '../../src/statistics/quantile.ts';

describe('a quantile', () => {
  it.each([
    [0.01, 1],
    [0.25, 1],
    [0.26, 2],
    [0.5, 2],
    [0.95, 9],
    [1, 9],
  ])('at %s is the value of the nearest rank, one that occurred', (part, expected) => {
    expect(quantile([1, 2, 4, 9], part)).toBe(expected);
  });

  it('is no number where there is no value', () => {
    expect(quantile([], 0.5)).toBeNaN();
  });
});
