/** Whole numbers around which traffic is made: both signs, both parities, and 62 for the tutorial's 62.5. */
const wholes = [-63, -62, -61, -60, -8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 60, 61, 62, 63];
const fractions = [0, 0.25, 0.5];

/** The distinct numbers that clients ask for, in an order that mixes them: 72, a third of them halves. */
export const trafficNumbers: readonly number[] = mixed(
  wholes.flatMap((whole) => fractions.map((fraction) => whole + fraction)),
);

/** Every n-th, with n prime to their count, so that each comes once a turn and neighbours differ much. */
function mixed(numbers: readonly number[]): number[] {
  const stride = 29;
  return numbers.map((_, index) => numbers[(index * stride) % numbers.length] ?? 0);
}

/** What `GET /round` owes for a number: the nearest whole one, halves upwards. Exact for the numbers above. */
export function trueRounding(number: number): number {
  return Math.floor(number + 0.5);
}
