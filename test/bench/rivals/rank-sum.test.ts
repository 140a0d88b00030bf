import { describe, expect, it } from 'vitest';
import { rankSumZ, shiftInterval } from '../../../bench/rivals/rank-sum.ts';

/** Two-sided p-value of a standard normal number, by Simpson's rule. */
function twoSided(z: number): number {
  const steps = 2000;
  const width = Math.abs(z) / steps;
  const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  let area = density(0) + density(Math.abs(z));
  for (let step = 1; step < steps; step += 1) area += (step % 2 === 1 ? 4 : 2) * density(step * width);
  return 1 - (2 * area * width) / 3;
}

describe('the rank-sum statistic', () => {
  it('is that of Hollander and Wolfe’s permeability constants, W = 35', () => {
    const term = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
    const early = [1.15, 0.88, 0.9, 0.74, 1.21];

    // 35 − 25, less ½; variance 10·5·16/12.
    expect(rankSumZ(term, early)).toBeCloseTo(9.5 / Math.sqrt(50 * (16 / 12)), 12);
  });

  it('gives the p-value that R prints for ozone in May and August, ties included', () => {
    const may = [
      41, 36, 12, 18, 28, 23, 19, 8, 7, 16, 11, 14, 18, 14, 34, 6, 30, 11, 1, 11, 4, 32, 23, 45, 115, 37,
    ];
    const august = [
      39, 9, 16, 78, 35, 66, 122, 89, 110, 44, 28, 65, 22, 59, 23, 31, 44, 21, 9, 45, 168, 73, 76, 118, 84,
      85,
    ];

    expect(twoSided(rankSumZ(may, august))).toBeCloseTo(0.0001208, 7);
  });

  it('changes its sign with the sides, and is 0 where all values are the same', () => {
    expect(rankSumZ([1, 4, 6], [2, 3])).toBeCloseTo(-rankSumZ([2, 3], [1, 4, 6]), 12);
    expect(rankSumZ([7, 7], [7, 7, 7])).toBe(0);
  });
});

describe('the interval of the shift', () => {
  it('has the median of all differences as its estimate, within the step around it', () => {
    const x = [2.1, 3.7, 9.4, 12.2, 5.8, 7.7, 30.1];
    const y = [1.3, 4.9, 6.6, 0.4, 8.5];
    const differences = x.flatMap((one) => y.map((other) => one - other)).sort((a, b) => a - b);
    const { estimate } = shiftInterval(x, y, 1.96);

    expect(estimate).toBeGreaterThanOrEqual((differences[16] ?? 0) - 1e-4);
    expect(estimate).toBeLessThanOrEqual((differences[18] ?? 0) + 1e-4);
  });

  it('moves with the shift and keeps its width', () => {
    const y = Array.from({ length: 40 }, (_, index) => Math.sqrt(index));
    const x = y.map((value) => value + 0.01);
    const near = shiftInterval(x, y, 2.326);
    const far = shiftInterval(
      x.map((value) => value + 5),
      y,
      2.326,
    );

    expect(near.lower).toBeLessThan(0);
    expect(near.upper).toBeGreaterThan(0);
    expect(far.lower).toBeCloseTo(near.lower + 5, 2);
    expect(far.upper - far.lower).toBeCloseTo(near.upper - near.lower, 2);
  });

  it('is all that the values allow where they are too few', () => {
    expect(shiftInterval([3, 4], [1], 2.326)).toMatchObject({ lower: 2, upper: 3 });
  });
});
