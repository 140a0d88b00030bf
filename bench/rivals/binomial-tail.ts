/** Logarithms of the factorials from 0! on; grows as far as it is asked. */
const logFactorials: number[] = [0];

function logFactorial(n: number): number {
  for (let size = logFactorials.length; size <= n; size += 1) {
    logFactorials.push((logFactorials[size - 1] ?? 0) + Math.log(size));
  }
  return logFactorials[n] ?? Number.NaN;
}

/** P(X ≥ x) of X successes in n fair coins: the exact one-sided p-value of a sign test. 1 without a coin. */
export function fairCoinTail(x: number, n: number): number {
  if (x <= 0) return 1;
  if (x > n) return 0;
  if (2 * x <= n) return 1 - fairCoinTail(n - x + 1, n);
  let term = Math.exp(logFactorial(n) - logFactorial(x) - logFactorial(n - x) - n * Math.LN2);
  let sum = 0;
  // Past the middle each term is smaller than the one before; what no longer changes the sum is left.
  for (let count = x; count <= n && sum + term > sum; count += 1) {
    sum += term;
    term *= (n - count) / (count + 1);
  }
  return sum;
}
