import { describe, expect, it } from 'vitest';
import { canaryWith, errorRateAbove, errorsAboveZero, isInAlarm } from '../../../bench/rivals/alarm.ts';
import { firstBadLook, looksEvery } from '../../../bench/rivals/rival.ts';
import { times } from '../../statistics/made-rows.ts';

describe('an alarm', () => {
  const twoOfThree = { metric: () => 0, above: 1, datapointsToAlarm: 2, evaluationPeriods: 3 };

  it.each([
    { datapoints: [], alarm: false },
    { datapoints: [2], alarm: false },
    { datapoints: [2, 2], alarm: true },
    { datapoints: [2, 0, 2], alarm: true },
    { datapoints: [2, 0, 0, 2], alarm: false },
    { datapoints: [1, 1, 1], alarm: false },
  ])('is on: $alarm after $datapoints', ({ datapoints, alarm }) => {
    expect(isInAlarm(datapoints, twoOfThree)).toBe(alarm);
  });
});

describe('a canary', () => {
  const rows = times(300).map((row, index) => ({ ...row, at: index * 1000 }));
  const eachMinute = looksEvery(60, 60, 300);
  const failingAt = (indices: readonly number[]) =>
    rows.map((row, index) => ({ ...row, candidateFailed: indices.includes(index) }));

  it('is stopped by one error in each of two minutes, one after the other', () => {
    const canary = canaryWith([errorsAboveZero]);

    expect(firstBadLook(canary, failingAt([70, 130]), eachMinute)).toBe(180);
    expect(firstBadLook(canary, failingAt([10, 130]), eachMinute)).toBeNull();
  });

  it('counts errors of the candidate alone, and rates by the minute', () => {
    const canary = canaryWith([errorRateAbove]);
    const twinFails = rows.map((row) => ({ ...row, twinFailed: true }));

    expect(firstBadLook(canary, twinFails, eachMinute)).toBeNull();
    expect(firstBadLook(canary, failingAt([1, 61, 241]), eachMinute)).toBe(300);
  });
});
