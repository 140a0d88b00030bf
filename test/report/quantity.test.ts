import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bar } from '../../src/report/bar.ts';
import {
  about,
  count,
  counted,
  milliseconds,
  oneIn,
  percent,
  span,
  utc,
  utcRange,
} from '../../src/report/quantity.ts';

const noon = Date.UTC(2026, 10, 24, 12);
const minute = 60_000;

describe('figures for people', () => {
  it.each([
    [count(3040), '3,040'],
    [counted(1, 'row'), '1 row'],
    [counted(0, 'row'), '0 rows'],
    [percent(0), '0 %'],
    [percent(1), '100 %'],
    [percent(0.9996), 'over 99.9 %'],
    [percent(0.000_123_4), '0.0123 %'],
    [percent(1.5), '150 %'],
    [oneIn(0.01), '1 in 100'],
    [oneIn(0.001), '1 in 1,000'],
    [oneIn(0.00498), '1 in 200'],
    [milliseconds(0), '0 ms'],
    [milliseconds(22.437), '22.4 ms'],
    [milliseconds(1_240), '1.24 s'],
    [utc(noon + 121_000), '2026-11-24 12:02 UTC'],
    [utcRange(noon, noon + 30_000), '2026-11-24 12:00 UTC'],
    [utcRange(noon, noon + 90 * minute), '2026-11-24 12:00 to 13:30 UTC'],
    [utcRange(noon, noon + 1440 * minute), '2026-11-24 12:00 to 2026-11-25 12:00 UTC'],
    [about(1), 'about 5 s'],
    [about(89_000), 'about 90 s'],
    [about(90_000), 'about 2 min'],
    [about(90 * minute), 'about 2 h'],
    [about(48 * 60 * minute), 'about 2 days'],
    [span(15_000), '15 s'],
    [span(90 * minute), '90 min'],
    [span(24 * 60 * minute), '24 h'],
    [span(72 * 60 * minute), '3 days'],
    [span(1_500), '1,500 ms'],
    [bar(10, 10, 4), '━━━━'],
    [bar(0.1, 10, 4), '╸'],
    [bar(0, 0, 4), ''],
  ])('%s reads %s', (given, expected) => {
    expect(given).toBe(expected);
  });

  it('never claim more than is so: a rate is below the 1 in k it is said to be fewer than', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-7, max: 0.5, noNaN: true }), (bound) => {
        const k = Number(oneIn(bound).slice('1 in '.length).replaceAll(',', ''));
        expect(1 / k).toBeGreaterThanOrEqual(bound * (1 - 1e-8));
      }),
    );
  });

  it('are all of it, or none of it, only where that is so', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), fc.nat({ max: 20_000 }), (n, seen) => {
        const rate = Math.min(seen, n) / n;
        expect(percent(rate) === '100 %').toBe(rate === 1);
        expect(percent(rate) === '0 %').toBe(rate === 0);
      }),
    );
  });
});
