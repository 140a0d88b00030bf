import { describe, expect, it } from 'vitest';
import { randomFrom, randomOf } from '../../../prove/soaks/random.ts';

describe('random numbers', () => {
  it('are those of xoshiro128**', () => {
    const random = randomFrom([1, 2, 3, 4]);
    // First words of the authors' C program from the same state.
    expect(Array.from({ length: 10 }, () => random.word())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  it('are the same under the same name and seed, and others under another', () => {
    const first = (name: string, seed: number) => randomOf(name, seed).word();
    expect(first('a', 1)).toBe(first('a', 1));
    expect(new Set([first('a', 1), first('a', 2), first('b', 1), first('b', 2)]).size).toBe(4);
  });

  // Five standard errors of each figure at 200,000 draws.
  it.each([
    ['uniform', (random: ReturnType<typeof randomOf>) => random.uniform(), 0.5, Math.sqrt(1 / 12)],
    ['normal', (random: ReturnType<typeof randomOf>) => random.normal(), 0, 1],
    ['exponential', (random: ReturnType<typeof randomOf>) => random.exponential(4), 4, 4],
    ['chance', (random: ReturnType<typeof randomOf>) => Number(random.chance(0.2)), 0.2, 0.4],
  ])('have the mean and deviation of their name: %s', (name, draw, mean, deviation) => {
    const random = randomOf(name, 1);
    const draws = Array.from({ length: 200_000 }, () => draw(random));
    const meanDrawn = draws.reduce((sum, value) => sum + value, 0) / draws.length;
    const variance = draws.reduce((sum, value) => sum + (value - meanDrawn) ** 2, 0) / draws.length;
    expect(Math.abs(meanDrawn - mean)).toBeLessThan((5 * deviation) / Math.sqrt(draws.length));
    expect(Math.sqrt(variance) / deviation).toBeCloseTo(1, 1);
  });
});
