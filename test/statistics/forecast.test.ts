import { describe, expect, it } from 'vitest';
import { observationsStillNeeded } from '../../src/statistics/forecast.ts';

describe('the number of observations still needed', () => {
  it.each([1, 2, 3, 4, 5, 100, 4095, 4096, 4097, 1_234_567])('is the least that proves: %d more', (more) => {
    expect(observationsStillNeeded(10, (n) => n >= 10 + more)).toBe(more);
  });

  it('is unknown when it lies too far, and the search ends', () => {
    let asked = 0;
    const never = () => {
      asked += 1;
      return false;
    };
    expect(observationsStillNeeded(10, never)).toBeNull();
    expect(asked).toBeLessThan(30);
  });

  it('is unknown before the first observation', () => {
    expect(observationsStillNeeded(0, () => true)).toBeNull();
  });
});
