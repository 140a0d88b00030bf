import { describe, expect, it } from 'vitest';
import { fidelity } from '../../src/statistics/fidelity.ts';
import { criticalCount, rateLowerBound, rateUpperBound } from '../../src/statistics/rate.ts';
import { lostRow, policyWith, times } from './made-rows.ts';

const policy = policyWith();
const reproduced = (count: number) => times(count);
const strayed = (count: number) => times(count, { class: 'not-comparable', reproduced: false });
const stateOf = (good: number, bad: number) =>
  fidelity([...reproduced(good), ...strayed(bad)], policy).result.state;

describe('fidelity', () => {
  it.each([50, 400, 3000])(
    'fails at the least count that shows more than 10 %% not reproduced: %d rows',
    (n) => {
      const bad = criticalCount(n, 0.1, 0.001);
      expect([stateOf(n - bad + 1, bad - 1), stateOf(n - bad, bad)]).toEqual(['open', 'failed']);
    },
  );

  it.each([50, 400, 3000])(
    'is proven at the least count that shows at least 90 %% reproduced: %d rows',
    (n) => {
      const good = criticalCount(n, 0.9, 0.05);
      expect([stateOf(good - 1, n - good + 1), stateOf(good, n - good)]).toEqual(['open', 'proven']);
    },
  );

  it('does not latch: an environment that was mended may be proven', () => {
    const denied = strayed(20);
    expect(fidelity(denied, policy).result.state).toBe('failed');
    expect(fidelity([...denied, ...reproduced(2000)], policy).result.state).toBe('proven');
  });

  it('shows the bound that its state rests on, and forecasts only what is open', () => {
    const latching = { limit: 0.9, firstFailedAt: null };
    const measured = (good: number, bad: number) => fidelity([...reproduced(good), ...strayed(bad)], policy);
    expect(measured(2, 20)).toEqual({
      result: {
        state: 'failed',
        n: 22,
        statistic: 2 / 22,
        bound: rateUpperBound(2, 22, 0.001),
        ...latching,
      },
      failures: [],
      stillNeeded: null,
    });
    expect(measured(99, 1)).toEqual({
      result: {
        state: 'proven',
        n: 100,
        statistic: 0.99,
        bound: rateLowerBound(99, 100, 0.05),
        ...latching,
      },
      failures: [],
      stillNeeded: null,
    });
    const open = measured(19, 1);
    expect(open.result).toEqual({
      state: 'open',
      n: 20,
      statistic: 0.95,
      bound: rateLowerBound(19, 20, 0.05),
      ...latching,
    });
    const more = Math.ceil((open.stillNeeded ?? 0) / 20);
    expect([stateOf(19 * more, more), stateOf(19 * (more + 1), more + 1)]).toEqual(['open', 'proven']);
    expect(measured(0, 0)).toEqual({
      result: { state: 'open', n: 0, statistic: null, bound: null, ...latching },
      failures: [],
      stillNeeded: null,
    });
  });

  it('leaves missing rows out', () => {
    expect(fidelity([...reproduced(50), ...times(50, lostRow)], policy).result).toMatchObject({
      state: 'proven',
      n: 50,
      statistic: 1,
    });
  });
});
