import { largestRejected, logEvidence, reaches, type Tilt } from './mixture-test.ts';

/**
 * The rate engine: observations are 0 or 1, stakes κⱼ = e^u − 1 with u = 0.0125·2ʲ, j = 0 … 9, so Σ ln(1+κf) = u·x.
 * Ten tilts from 0.0125 to 6.4 cover rates from 10⁻⁵ to ½ without any tuning; the last and boldest carries the rest of
 * the weight because rare events are what a release gate mostly meets. See mixture-test.ts for the mathematics.
 */
interface RateTilt extends Tilt {
  /** ln(1+κⱼ) = u: what one event adds. */
  readonly u: number;
}

const smallestU = 0.0125;
const tiltCount = 10;
const weight = 0.08;
const lastWeight = 0.28;

const tilts: readonly RateTilt[] = Array.from({ length: tiltCount }, (_, j) => {
  const u = smallestU * 2 ** j;
  return { u, kappa: Math.expm1(u), logWeight: Math.log(j === tiltCount - 1 ? lastWeight : weight) };
});

/**
 * ln E_rate(x, n; r): evidence that events are more frequent than r (0 ≤ r ≤ 1), from x events in n observations.
 * Rises in x, falls in r, falls in n at fixed x. Evidence for "less frequent than r" is logERate(n − x, n, 1 − r).
 */
export function logERate(x: number, n: number, r: number): number {
  return logEvidence(tilts, n, r, ({ u }) => u * x);
}

/** One-sided lower confidence bound of a rate at error α, valid at all looks at once; 0 when nothing can be said. */
export function rateLowerBound(x: number, n: number, alpha: number): number {
  return n === 0 ? 0 : largestRejected(0, x / n, (r) => reaches(logERate(x, n, r), alpha));
}

/** One-sided upper confidence bound of a rate at error α, valid at all looks at once; 1 when nothing can be said. */
export function rateUpperBound(x: number, n: number, alpha: number): number {
  return 1 - rateLowerBound(n - x, n, alpha);
}

/**
 * crit(n, r, α): the least number of events in n observations that shows a rate above r, i.e. the least integer x
 * with E_rate(x, n; r) ≥ 1/α, or n + 1 when no x does. Binary search, as E rises in x.
 */
export function criticalCount(n: number, r: number, alpha: number): number {
  let low = 0;
  let high = n + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (reaches(logERate(middle, n, r), alpha)) high = middle;
    else low = middle + 1;
  }
  return low;
}
