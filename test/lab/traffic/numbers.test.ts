import { describe, expect, it } from 'vitest';
import { trafficNumbers, trueRounding } from '../../../lab/traffic/numbers.ts';

describe('numbers of the lab’s traffic', () => {
  const halves = trafficNumbers.filter((number) => Math.abs(number % 1) === 0.5);
  /** Halves of which half-up and half-to-even differ: those whose upper neighbour is odd. */
  const telling = halves.filter((number) => Math.abs(Math.ceil(number) % 2) === 1);

  it('are at least 50, each once a turn', () => {
    expect(trafficNumbers.length).toBeGreaterThanOrEqual(50);
    expect(new Set(trafficNumbers).size).toBe(trafficNumbers.length);
  });

  it('hold halves of both signs that tell half-up from half-to-even, 62.5 among them', () => {
    expect(telling).toContain(62.5);
    expect(telling.some((number) => number < 0)).toBe(true);
    expect(telling.length).toBeLessThan(halves.length);
    expect(halves.length / trafficNumbers.length).toBeCloseTo(1 / 3);
  });

  it('come mixed: any fifteen in a row hold a telling half', () => {
    const twice = [...trafficNumbers, ...trafficNumbers];
    const runs = trafficNumbers.map((_, index) => twice.slice(index, index + 15));
    expect(runs.filter((run) => !run.some((number) => telling.includes(number)))).toEqual([]);
  });

  it.each([
    [62.5, 63],
    [61.5, 62],
    [-61.5, -61],
    [-62.5, -62],
    [-0.5, 0],
    [0.25, 0],
    [-0.25, 0],
    [7, 7],
  ])('%d is truly rounded to %d', (number, rounded) => {
    expect(trueRounding(number) === rounded).toBe(true);
  });
});
