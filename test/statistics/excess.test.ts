import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excessLowerBound, excessUpperBound, logEExcess } from '../../src/statistics/excess.ts';

const counts = fc
  .integer({ min: 1, max: 20_000 })
  .chain((n) => fc.record({ n: fc.constant(n), plus: fc.integer({ min: 0, max: n }) }))
  .chain(({ n, plus }) =>
    fc.record({ n: fc.constant(n), plus: fc.constant(plus), minus: fc.integer({ min: 0, max: n - plus }) }),
  );
const limit = fc.double({ min: -0.9, max: 0.9, noNaN: true });
const alpha = fc.constantFrom(0.001, 0.01, 0.05, 0.2);

describe('the evidence for an excess', () => {
  it('is a fair bet at its limit, however much noise both sides share', () => {
    fc.assert(
      fc.property(
        counts,
        limit,
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ n, plus, minus }, d, noise) => {
          const down = (noise * (1 - Math.abs(d))) / 2 + Math.max(0, -d);
          const up = down + d;
          const now = logEExcess(plus, minus, n, d);
          const worth = (nextPlus: number, nextMinus: number) =>
            Math.exp(logEExcess(nextPlus, nextMinus, n + 1, d) - now);
          const average =
            up * worth(plus + 1, minus) +
            down * worth(plus, minus + 1) +
            (1 - up - down) * worth(plus, minus);
          expect(average).toBeCloseTo(1, 8);
        },
      ),
    );
  });

  it('falls as the limit rises', () => {
    fc.assert(
      fc.property(counts, limit, limit, ({ n, plus, minus }, a, b) => {
        expect(logEExcess(plus, minus, n, Math.max(a, b))).toBeLessThanOrEqual(
          logEExcess(plus, minus, n, Math.min(a, b)),
        );
      }),
    );
  });

  it('stays finite when a single −1 ruins the boldest bet', () => {
    expect(Number.isFinite(logEExcess(20_000, 1, 20_001, 0.005))).toBe(true);
    expect(Number.isFinite(logEExcess(0, 20_000, 20_000, 0.005))).toBe(true);
  });
});

describe('the bounds of an excess', () => {
  it('lie on both sides of what was seen, within −1 and 1', () => {
    fc.assert(
      fc.property(counts, alpha, ({ n, plus, minus }, error) => {
        const mean = (plus - minus) / n;
        const lower = excessLowerBound(plus, minus, n, error);
        const upper = excessUpperBound(plus, minus, n, error);
        expect(lower).toBeGreaterThanOrEqual(-1);
        expect(lower).toBeLessThanOrEqual(mean);
        expect(upper).toBeGreaterThanOrEqual(mean);
        expect(upper).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('change sides and sign when candidate and twin change places', () => {
    fc.assert(
      fc.property(counts, alpha, ({ n, plus, minus }, error) => {
        expect(excessLowerBound(minus, plus, n, error)).toBe(-excessUpperBound(plus, minus, n, error));
      }),
    );
  });

  it('say nothing without a row', () => {
    expect([excessLowerBound(0, 0, 0, 0.05), excessUpperBound(0, 0, 0, 0.05)]).toEqual([-1, 1]);
  });
});
