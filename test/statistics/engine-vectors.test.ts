import { describe, expect, it } from 'vitest';
import { halfWidth, mixingVariance } from '../../src/statistics/asymptotic-sequence.ts';
import { costRatioBounds } from '../../src/statistics/cost-ratio.ts';
import { rowsForClaim } from '../../src/statistics/differences.ts';
import { excessLowerBound, excessUpperBound, logEExcess } from '../../src/statistics/excess.ts';
import { latency } from '../../src/statistics/latency.ts';
import { reaches } from '../../src/statistics/mixture-test.ts';
import { noMoments, withPair } from '../../src/statistics/moments.ts';
import { criticalCount, logERate, rateLowerBound, rateUpperBound } from '../../src/statistics/rate.ts';
import { tail } from '../../src/statistics/tail.ts';
import { withinRelative } from './closeness.ts';
import { generatedPairs, engineVectors as vectors } from './engine-vectors.ts';
import { policyWith, row, times } from './made-rows.ts';

function expectClose(value: number | undefined, recorded: number | undefined): void {
  expect(withinRelative(value ?? null, recorded ?? null, 1e-9), `${value} for ${recorded}`).toBe(true);
}

describe('the recorded numbers', () => {
  it('belong to engines that are built, or are known not to be', () => {
    const built = [
      ...[
        'tilts',
        'weights',
        'log_e_up',
        'log_e_dn',
        'rate_bounds',
        'crit_up',
        'n_clean',
        'n_zero_tolerance',
      ],
      ...['log_e_excess_up', 'excess_bounds', 'acs', 'cost', 'lcg_pairs'],
    ];
    const notBuilt = [
      ...[
        'lgamma',
        'log_e_blocks',
        'strict_cost',
        'diff_bounds',
        'bb_interval',
        'hr_interval',
        'bucket_1pct',
      ],
      ...['quantile', 'multinomial', 'e_bh'],
    ];
    expect(Object.keys(vectors).sort()).toEqual(['about', ...built, ...notBuilt].sort());
  });

  it.each(vectors.log_e_up)('give ln E of rate: %d in %d above %d', (x, n, r, logE) => {
    expectClose(logERate(x, n, r), logE);
  });

  it.each(vectors.log_e_up)(
    'give it by the plain sum over tilts and weights: %d in %d above %d',
    (x, n, r, logE) => {
      const terms = vectors.tilts.map((u, j) => {
        const weight = vectors.weights[j] ?? Number.NaN;
        return Math.log(weight) + u * x - n * Math.log1p(Math.expm1(u) * r);
      });
      const largest = Math.max(...terms);
      expectClose(largest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - largest), 0)), logE);
    },
  );

  it.each(vectors.log_e_dn)('give ln E of rate: %d in %d below %d', (x, n, r, logE) => {
    expectClose(logERate(n - x, n, 1 - r), logE);
  });

  it.each(vectors.rate_bounds)('give the bounds of a rate: %d in %d at %d', (x, n, alpha, lower, upper) => {
    expectClose(rateLowerBound(x, n, alpha), lower);
    expectClose(rateUpperBound(x, n, alpha), upper);
  });

  it.each(vectors.crit_up)('give the critical count of %d rows, rate %d, error %d', (n, r, alpha, count) => {
    expect(criticalCount(n, r, alpha)).toBe(count);
  });

  it.each(vectors.n_clean)(
    'give the rows that prove a rate below %d at %d with %d seen',
    (claim, alpha, x, n) => {
      const proves = (rows: number) => reaches(logERate(rows - x, rows, 1 - claim), alpha);
      expect([proves(n - 1), proves(n)]).toEqual([false, true]);
    },
  );

  it.each(vectors.n_zero_tolerance)(
    'give the rows without a difference for claim %d at %d',
    (claim, alpha, n) => {
      expect(rowsForClaim(claim, alpha)).toBe(n);
    },
  );

  it.each(vectors.log_e_excess_up)(
    'give ln E of excess: +%d −%d in %d above %d',
    (plus, minus, n, d, logE) => {
      expectClose(logEExcess(plus, minus, n, d), logE);
    },
  );

  it.each(vectors.excess_bounds)(
    'give the bounds of an excess: +%d −%d in %d at %d',
    (plus, minus, n, alpha, lower, upper) => {
      expectClose(excessLowerBound(plus, minus, n, alpha), lower);
      expectClose(excessUpperBound(plus, minus, n, alpha), upper);
    },
  );

  // The sixth number is the two-sided half width, which no criterion uses.
  it.each(vectors.acs)(
    'give the one-sided half width: s %d, n %d, error %d, n* %d',
    (s, n, alpha, tightest, rho2, _two, one) => {
      expectClose(mixingVariance(alpha, tightest), rho2);
      expectClose(s * halfWidth(n, alpha, tightest), one);
    },
  );

  it.each(vectors.cost.bounds)(
    'give the bounds of the cost ratio: twin %d, candidate %d, error %d, n* %d',
    (twin, candidate, alpha, tightest, bounds) => {
      const [n = 0, meanX = 0, meanY = 0, sumXX = 0, sumYY = 0, sumXY = 0] = vectors.cost.sums;
      const moments = { n, meanX, meanY, sumXX, sumYY, sumXY };
      const found = costRatioBounds(moments, { twin, candidate, floor: 0 }, halfWidth(n, alpha, tightest));
      expectClose(found?.lower, bounds[0]);
      expectClose(found?.upper, bounds[1]);
    },
  );
});

describe('the recorded stream of pairs', () => {
  const recorded = vectors.lcg_pairs;
  const pairs = generatedPairs();
  const rows = pairs.map(({ x, y }) => row({ twinMs: x, candidateMs: y }));

  it('is the one the numbers were taken from', () => {
    expect(pairs.slice(0, 5).map(({ x, y }) => [x, y])).toEqual(recorded.first5);
    expect(pairs.reduce((sum, { x }) => sum + x, 0)).toBe(recorded.sum_x);
    expect(pairs.reduce((sum, { y }) => sum + y, 0)).toBe(recorded.sum_y);
  });

  it('has the recorded moments', () => {
    const moments = pairs.reduce((sums, { x, y }) => withPair(sums, x, y), noMoments);
    const { n, meanX, meanY, sumXX, sumYY, sumXY } = moments;
    [n, meanX, meanY, sumXX, sumYY, sumXY].forEach((value, index) => {
      expectClose(value, vectors.cost.sums[index]);
    });
  });

  it('has the recorded number of slower pairs', () => {
    const { result } = latency(rows, policyWith({ latencyFloorMs: 0, warmUpPairs: 0 }));
    expect(result.statistic).toBe(recorded['slower_than_1.05'] / recorded.n);
  });

  // Recorded for "x above 190"; the tail counts "x from x₀ on", so the pilot pins x₀ at 191.
  it('has the recorded votes in the tail', () => {
    const pilot = times(200, { twinMs: 191 });
    const { result } = tail([...pilot, ...rows], policyWith({ latencyFloorMs: 0, warmUpPairs: 0 }));
    expect(result.n).toBe(recorded['tail10_190_1.2'] + recorded['tail01_190_1.2']);
    expect(result.statistic).toBe(recorded['tail10_190_1.2'] / result.n);
  });
});
