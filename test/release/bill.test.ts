import { describe, expect, it } from 'vitest';
import { billedWeightGb, billFor, isBelowFloor, moneyFloor, usdOf } from '../../src/release/bill.ts';

const small = { memoryMb: 128, architecture: 'x86_64', timeoutSeconds: 3 } as const;

describe('a bill', () => {
  it('of a million requests may rise by 480 billed ms each at 128 MB before it is a dollar dearer', () => {
    const floor = moneyFloor(1, billFor(small, 1_000_000));
    expect(floor / billedWeightGb(small)).toBeCloseTo(480, 2);
    expect(usdOf(floor) * 1_000_000).toBeCloseTo(1);
  });

  it('weighs arm64 by its price, four fifths of x86_64', () => {
    expect(billedWeightGb({ memoryMb: 1024, architecture: 'x86_64' })).toBe(1);
    expect(billedWeightGb({ memoryMb: 1024, architecture: 'arm64' })).toBeCloseTo(0.8, 4);
  });

  it('has no floor where nobody knows how many requests a month has', () => {
    expect(moneyFloor(1, billFor(small, 0))).toBe(0);
    expect(isBelowFloor(1, billFor(small, 0))).toBe(false);
  });

  // 128 MB for 13 s, the longest start included, are 1,625 GB·ms: 36,923 of them are a dollar.
  it.each([
    [36_900, 1, true],
    [36_950, 1, false],
    [36_950, 2, true],
    [1_000_000, 1, false],
  ])('of %d requests a month is below a floor of %d USD: %s', (requests, usdPerMonth, below) => {
    expect(isBelowFloor(usdPerMonth, billFor(small, requests))).toBe(below);
  });

  it('of a larger or slower function needs fewer requests to reach the floor', () => {
    expect(isBelowFloor(1, billFor({ ...small, memoryMb: 256 }, 36_900))).toBe(false);
    expect(isBelowFloor(1, billFor({ ...small, timeoutSeconds: 4 }, 36_900))).toBe(false);
    expect(isBelowFloor(1, billFor({ ...small, architecture: 'arm64' }, 46_000))).toBe(true);
  });
});
