import { describe, expect, it } from 'vitest';
import { requestsPerMonth } from '../../src/release/traffic.ts';

const hourMs = 3_600_000;
const nowMs = 500_000 * hourMs;
const hours = (count: number, invocations: number, endsHoursAgo = 0) =>
  Array.from({ length: count }, (_, index) => ({
    atMs: nowMs - (endsHoursAgo + count - index) * hourMs,
    invocations,
  }));

describe('requests a month', () => {
  it.each([
    ['an unknown function', [], 0],
    ['a steady week', hours(168, 100), 72_000],
    ['a function of two days, not thinned by five days without it', hours(48, 100), 72_000],
    ['a function of one hour, as if no night came', hours(1, 100), 72_000],
    ['a function that served one day of seven', hours(24, 100, 100), 72_000],
    ['a week with one busy day', [...hours(100, 10, 68), ...hours(24, 100, 44), ...hours(44, 10)], 72_000],
    ['twelve busy hours a day', hours(168, 100).filter((_, hour) => hour % 24 < 12), 36_000],
  ])('of %s', (_what, week, expected) => {
    expect(requestsPerMonth(week, nowMs)).toBeCloseTo(expected);
  });
});
