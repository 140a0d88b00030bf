import { describe, expect, it } from 'vitest';
import { isHigh } from '../../../bench/rivals/kayenta.ts';

const steady = Array.from({ length: 60 }, (_, index) => 100 + (index % 7));

describe('Kayenta’s default judge', () => {
  it.each([
    { what: 'the same values', experiment: steady, high: false },
    { what: 'values higher by half', experiment: steady.map((value) => 1.5 * value), high: true },
    { what: 'values lower by half', experiment: steady.map((value) => 0.5 * value), high: false },
    { what: 'no value', experiment: [], high: false },
  ])('says $high of $what', ({ experiment, high }) => {
    expect(isHigh(steady, experiment)).toBe(high);
  });

  it('lets pass seven of ten points at a hundred times the baseline: the interval falls short of its own estimate', () => {
    const baseline = Array.from({ length: 10 }, () => 1);
    const canary = [...Array.from({ length: 7 }, () => 100), 1, 1, 1];

    expect(isHigh(baseline, canary)).toBe(false);
  });
});
