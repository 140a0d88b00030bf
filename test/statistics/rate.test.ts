import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reaches } from '../../src/statistics/mixture-test.ts';
import { criticalCount, logERate, rateLowerBound, rateUpperBound } from '../../src/statistics/rate.ts';

const counts = fc
  .integer({ min: 1, max: 30_000 })
  .chain((n) => fc.record({ n: fc.constant(n), x: fc.integer({ min: 0, max: n }) }));
const limit = fc.double({ min: 0.0001, max: 0.9999, noNaN: true });
const alpha = fc.constantFrom(0.001, 0.01, 0.05, 0.2);

describe('the evidence for a rate', () => {
  it('is a fair bet at its limit: on average the next observation changes nothing', () => {
    fc.assert(
      fc.property(counts, limit, ({ n, x }, r) => {
        const now = logERate(x, n, r);
        const afterEvent = Math.exp(logERate(x + 1, n + 1, r) - now);
        const afterNone = Math.exp(logERate(x, n + 1, r) - now);
        expect(r * afterEvent + (1 - r) * afterNone).toBeCloseTo(1, 8);
      }),
    );
  });

  it('falls as the limit rises', () => {
    fc.assert(
      fc.property(counts, limit, limit, ({ n, x }, a, b) => {
        const lower = logERate(x, n, Math.min(a, b));
        // Limits that are neighbours among the doubles may give sums that differ in their last digits, either way.
        expect(logERate(x, n, Math.max(a, b))).toBeLessThanOrEqual(
          lower + 1e-12 * Math.abs(lower) + 1e-12 * n,
        );
      }),
    );
  });

  it('rises with the events and falls with the rows at fixed events', () => {
    fc.assert(
      fc.property(counts, limit, ({ n, x }, r) => {
        expect(logERate(x + 1, n + 1, r)).toBeGreaterThan(logERate(x, n + 1, r));
        expect(logERate(x, n + 1, r)).toBeLessThan(logERate(x, n, r));
      }),
    );
  });

  it('is worth 1 before the first row', () => {
    expect(logERate(0, 0, 0.3)).toBeCloseTo(0, 12);
  });
});

describe('the chance of ever crossing', () => {
  /** Exact, by following the distribution of counts that have not crossed yet. */
  function chanceOfCrossing(r: number, error: number, rows: number): number {
    let alive = new Map([[0, 1]]);
    let crossed = 0;
    for (let n = 1; n <= rows; n += 1) {
      const critical = criticalCount(n, r, error);
      const next = new Map<number, number>();
      const add = (x: number, chance: number) => {
        if (x >= critical) crossed += chance;
        else next.set(x, (next.get(x) ?? 0) + chance);
      };
      for (const [x, chance] of alive) {
        add(x + 1, chance * r);
        add(x, chance * (1 - r));
      }
      alive = next;
    }
    return crossed;
  }

  it.each([
    [0.5, 0.05],
    [0.5, 0.01],
    [0.1, 0.05],
    [0.02, 0.05],
  ])('stays below α when every row is looked at: rate %d, α %d', (r, error) => {
    const chance = chanceOfCrossing(r, error, 400);
    expect(chance).toBeGreaterThan(0);
    expect(chance).toBeLessThanOrEqual(error);
  });
});

describe('the bounds of a rate', () => {
  it('lie on both sides of what was seen, within 0 and 1', () => {
    fc.assert(
      fc.property(counts, alpha, ({ n, x }, error) => {
        const lower = rateLowerBound(x, n, error);
        const upper = rateUpperBound(x, n, error);
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(lower).toBeLessThanOrEqual(x / n);
        expect(upper).toBeGreaterThanOrEqual(x / n);
        expect(upper).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('agree with the test: what lies below the lower bound is rejected, what lies above is not', () => {
    fc.assert(
      fc.property(counts, alpha, limit, ({ n, x }, error, r) => {
        const lower = rateLowerBound(x, n, error);
        fc.pre(Math.abs(r - lower) > 1e-9);
        expect(reaches(logERate(x, n, r), error)).toBe(r < lower);
      }),
    );
  });

  it('say nothing without a row', () => {
    expect([rateLowerBound(0, 0, 0.05), rateUpperBound(0, 0, 0.05)]).toEqual([0, 1]);
  });
});

describe('the critical count', () => {
  it('is the least count that reaches the evidence, or one more than there are rows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), limit, alpha, (n, r, error) => {
        const critical = criticalCount(n, r, error);
        expect(critical).toBeLessThanOrEqual(n + 1);
        if (critical <= n) expect(reaches(logERate(critical, n, r), error)).toBe(true);
        if (critical > 0) expect(reaches(logERate(critical - 1, n, r), error)).toBe(false);
      }),
    );
  });
});
