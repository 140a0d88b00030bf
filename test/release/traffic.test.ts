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
    ['hours without a call', hours(5, 0), 0],
    ['a steady week', hours(168, 100), 72_000],
    ['a function of two days, not thinned by five days without it', hours(48, 100), 72_000],
    ['a function of one hour, whose night nobody knows', hours(1, 2_400), 72_000],
    ['a function that fell silent two days ago', hours(48, 100, 48), 36_000],
  ])('of %s', (_what, week, expected) => {
    expect(requestsPerMonth(week, nowMs)).toBeCloseTo(expected);
  });
});
