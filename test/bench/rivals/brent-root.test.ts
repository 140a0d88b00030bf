import { describe, expect, it } from 'vitest';
import { brentRoot } from '../../../bench/rivals/brent-root.ts';

describe('the root', () => {
  it.each([
    { what: 'a line', f: (x: number) => 3 - x, from: -10, to: 10, root: 3 },
    { what: 'a cube', f: (x: number) => x ** 3 - 2, from: 0, to: 5, root: Math.cbrt(2) },
    { what: 'a cosine', f: (x: number) => Math.cos(x) - x, from: 0, to: 1, root: 0.7390851332 },
    {
      what: 'a steep exponential',
      f: (x: number) => Math.exp(x) - 1e6,
      from: -50,
      to: 50,
      root: Math.log(1e6),
    },
    { what: 'a step', f: (x: number) => (x < 0.3 ? 5 : -1), from: -2, to: 9, root: 0.3 },
  ])('of $what is within the tolerance', ({ f, from, to, root }) => {
    expect(Math.abs(brentRoot(f, from, to, 1e-6) - root)).toBeLessThanOrEqual(1e-6);
  });

  it('is an end where that is one, and the first end where there is none', () => {
    expect(brentRoot((x) => x - 1, 1, 4, 1e-4)).toBe(1);
    expect(brentRoot((x) => x - 4, 1, 4, 1e-4)).toBe(4);
    expect(brentRoot(() => 1, 1, 4, 1e-4)).toBe(1);
  });
});
