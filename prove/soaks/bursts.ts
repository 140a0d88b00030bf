import type { Random } from './random.ts';

/**
 * Errors that come in bursts: a chain of two states that leaves the bad one with probability 1/length and enters it so
 * that `rate` of all requests are bad in the long run, from the first request on. The length is the mean of a burst in
 * requests; 1/(1−rate) would be that of independent errors.
 */
export function burstsOf(rate: number, length: number): (random: Random) => () => boolean {
  const leaves = 1 / length;
  const enters = (leaves * rate) / (1 - rate);
  return (random) => {
    let bad = random.chance(rate);
    return () => {
      const now = bad;
      bad = random.chance(bad ? 1 - leaves : enters);
      return now;
    };
  };
}
