import { describe, expect, it } from 'vitest';
import { fidelity } from '../../src/statistics/fidelity.ts';
import { criticalCount } from '../../src/statistics/rate.ts';
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

  it('leaves missing rows out', () => {
    expect(fidelity([...reproduced(50), ...times(50, lostRow)], policy).result).toMatchObject({
      state: 'proven',
      n: 50,
      statistic: 1,
    });
  });
});
