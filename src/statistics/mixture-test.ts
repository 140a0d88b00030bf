/**
 * The one test behind every criterion. For observations f₁, f₂, … of a known range it tests "the mean is at most m"
 * by betting against it at several stakes κⱼ at once, with weights wⱼ that sum to 1:
 *
 *   E(m) = Σⱼ wⱼ · exp( Σᵢ ln(1+κⱼfᵢ) − n·ln(1+κⱼm) )
 *
 * Why it may be looked at after every row: with μᵢ = E[fᵢ | past], each Π (1+κfᵢ)/(1+κμᵢ) is a nonnegative
 * martingale that starts at 1, and ln is concave, so Σ ln(1+κμᵢ) ≤ n·ln(1+κ·mean of the μᵢ). Where that running mean
 * is at most m, E(m) therefore stays below a martingale, and Ville's inequality bounds by α the probability that it
 * ever reaches 1/α. The claim holds for the running average of conditional means, whatever the drift.
 *
 * Sources: J. Ville, Étude critique de la notion de collectif (1939); S. Howard, A. Ramdas, J. McAuliffe and
 * J. Sekhon, Time-uniform, nonparametric, nonasymptotic confidence sequences, Annals of Statistics 49 (2021), for the
 * mixture; I. Waudby-Smith and A. Ramdas, Estimating means of bounded random variables by betting, JRSS B 86 (2024),
 * for the stakes.
 */

/** One stake of the mixture. */
export interface Tilt {
  /** κⱼ: the part of the wealth that is bet on each observation. */
  readonly kappa: number;
  /** ln wⱼ. */
  readonly logWeight: number;
}

/**
 * ln E(m) by log-sum-exp, so that neither large nor tiny evidence overflows.
 * `logGain` gives Σᵢ ln(1+κⱼfᵢ) for a tilt: it depends on counts alone, so order does not matter and counts of
 * two streams may be added. Needs 1+κⱼm > 0. Never NaN as long as some tilt has a finite gain.
 */
export function logEvidence<T extends Tilt>(
  tilts: readonly T[],
  n: number,
  m: number,
  logGain: (tilt: T) => number,
): number {
  let largest = Number.NEGATIVE_INFINITY;
  const terms = tilts.map((tilt) => {
    const term = tilt.logWeight + logGain(tilt) - n * Math.log1p(tilt.kappa * m);
    largest = Math.max(largest, term);
    return term;
  });
  let sum = 0;
  for (const term of terms) sum += Math.exp(term - largest);
  return largest + Math.log(sum);
}

/** Whether the evidence reaches 1/α. Compared as logarithms: ln E ≥ ln(1/α) (Ville's inequality). */
export function reaches(logE: number, alpha: number): boolean {
  return logE >= -Math.log(alpha);
}

/**
 * Observations that a latch may leave unchecked: if one of them multiplies E by at most `largestFactor`, evidence of
 * `logE` cannot reach 1/α before this many more of them (at least 1).
 */
export function observationsToCheck(logE: number, alpha: number, largestFactor: number): number {
  return Math.max(1, Math.floor((-Math.log(alpha) - logE) / Math.log(largestFactor)));
}

/** Halvings after which a double cannot be told from its neighbour in any range met here. */
const maxHalvings = 200;

/**
 * Lower confidence bound by bisection: L = sup{m : E(m) ≥ 1/α}, or `floor` when no m above it is rejected.
 * `rejected(m)` must hold below L and fail from there on (E falls strictly in m); `mean` must not be rejected,
 * which Jensen's inequality guarantees for the sample mean.
 */
export function largestRejected(floor: number, mean: number, rejected: (m: number) => boolean): number {
  let low = floor;
  let high = mean;
  for (let halving = 0; halving < maxHalvings; halving += 1) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    if (rejected(middle)) low = middle;
    else high = middle;
  }
  return low;
}
