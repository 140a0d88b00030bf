/**
 * Asymptotic confidence sequence for a mean whose observations have no known upper limit: the one-sided form of
 * I. Waudby-Smith, D. Arbour, R. Sinha, E. Kennedy and A. Ramdas, Time-uniform central limit theory and asymptotic
 * confidence sequences, Annals of Statistics 52 (2024). Valid at all looks once n is large; blind to events rarer
 * than about 3/n, which is why the cost claim is labelled so.
 */

/** Pairs at which the sequence is tightest (n* of the specification). */
const tightestAtPairs = 2000;

/**
 * ρ² that makes the one-sided boundary tightest near n*: (λ + ln(1+λ))/n* with λ = −2·ln(2α). Needs 0 < α < ½.
 */
export function mixingVariance(alpha: number, tightestAt: number = tightestAtPairs): number {
  const lambda = -2 * Math.log(2 * alpha);
  return (lambda + Math.log1p(lambda)) / tightestAt;
}

/**
 * h₁/s, the one-sided half width in standard deviations after n observations:
 * √( 2(nρ²+1)/(n²ρ²) · ln(1 + √(nρ²+1)/(2α)) ). It inverts the half-normal mixture conservatively, by
 * e^{u²/2}(1−Φ(u)) ≤ ½.
 */
export function halfWidth(n: number, alpha: number, tightestAt: number = tightestAtPairs): number {
  const rho2 = mixingVariance(alpha, tightestAt);
  const spread = n * rho2 + 1;
  return Math.sqrt(((2 * spread) / (n * n * rho2)) * Math.log1p(Math.sqrt(spread) / (2 * alpha)));
}
