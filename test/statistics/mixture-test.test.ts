import { describe, expect, it } from 'vitest';
import { largestRejected, observationsToCheck, reaches } from '../../src/statistics/mixture-test.ts';

describe('evidence', () => {
  it('reaches 1/α where it equals it', () => {
    const enough = -Math.log(0.05);
    expect([enough - 1e-12, enough, enough + 1e-12].map((logE) => reaches(logE, 0.05))).toEqual([
      false,
      true,
      true,
    ]);
  });

  it.each([
    ['none, as far away as 20 = 2^4.3', 0, 4],
    ['some', Math.log(5), 2],
    ['all but a little', Math.log(19), 1],
    ['enough', Math.log(20), 1],
    ['more than enough', Math.log(1000), 1],
    ['evidence of the contrary', -Math.log(32), 9],
  ])('need not be looked at before it can suffice: with %s', (_, logE, observations) => {
    expect(observationsToCheck(logE, 0.05, 2)).toBe(observations);
  });
});

describe('the largest rejected limit', () => {
  it.each([-1, 0])('is found to the last digit from %d on', (floor) => {
    expect(largestRejected(floor, 1, (m) => m <= 0.3)).toBe(0.3);
  });

  it('is the floor where nothing is rejected, found in as many steps as a number has digits', () => {
    let asked = 0;
    const never = () => {
      asked += 1;
      return false;
    };
    expect(largestRejected(-1, 1, never)).toBe(-1);
    expect(asked).toBeLessThan(70);
  });
});
