import { largestRejected, logEvidence, reaches, type Tilt } from './mixture-test.ts';

/**
 * The excess engine: observations are +1 (against the candidate), −1 (against the twin) or 0, stakes κⱼ = 2⁻ʲ,
 * j = 0 … 7. Under "candidate and twin are exchangeable" +1 and −1 are equally likely whatever the noise, so the mean
 * is the part of requests that the candidate alone spoils. See mixture-test.ts for the mathematics.
 */
interface ExcessTilt extends Tilt {
  /** ln(1+κⱼ): what a +1 adds. */
  readonly logWin: number;
  /** ln(1−κⱼ): what a −1 adds; −∞ for κ = 1, the bet that a single −1 ruins. */
  readonly logLoss: number;
}

const tiltCount = 8;
const firstWeight = 0.3;
const weight = 0.1;

const tilts: readonly ExcessTilt[] = Array.from({ length: tiltCount }, (_, j) => {
  const kappa = 2 ** -j;
  return {
    kappa,
    logWeight: Math.log(j === 0 ? firstWeight : weight),
    logWin: Math.log1p(kappa),
    logLoss: Math.log1p(-kappa),
  };
});

/**
 * ln E_excess(n₊, n₋, n; d): evidence that the mean of the signs exceeds d (−1 < d ≤ 1), from n₊ times +1 and n₋ times
 * −1 among n observations. Rises in n₊, falls in n₋ and d, and for d ≥ 0 falls in n. Evidence for "below d" is
 * logEExcess(n₋, n₊, n, −d).
 */
export function logEExcess(plus: number, minus: number, n: number, d: number): number {
  // 0·ln 0 is 0 here: without a loss, even the boldest bet is intact.
  return logEvidence(
    tilts,
    n,
    d,
    ({ logWin, logLoss }) => plus * logWin + (minus === 0 ? 0 : minus * logLoss),
  );
}

/** One-sided lower confidence bound of the excess at error α, valid at all looks at once; −1 when nothing can be said. */
export function excessLowerBound(plus: number, minus: number, n: number, alpha: number): number {
  if (n === 0) return -1;
  return largestRejected(-1, (plus - minus) / n, (d) => reaches(logEExcess(plus, minus, n, d), alpha));
}

/** One-sided upper confidence bound of the excess at error α, valid at all looks at once; 1 when nothing can be said. */
export function excessUpperBound(plus: number, minus: number, n: number, alpha: number): number {
  return -excessLowerBound(minus, plus, n, alpha);
}
