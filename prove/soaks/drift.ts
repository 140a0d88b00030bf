import type { Random } from './random.ts';

/** A slow change of durations. */
export interface Drift {
  /** Standard deviation of the factor's logarithm in the long run: 0.05 is about 5 %. */
  readonly sd: number;
  /** Requests after which 1/e of a deviation is left. */
  readonly memory: number;
}

/**
 * A factor around 1 that is pulled back to it: its logarithm is an autoregressive process of order 1, stationary from
 * the first request on. gₜ = φ·gₜ₋₁ + √(1−φ²)·sd·zₜ with φ = e^(−1/memory). Without a drift it is always 1.
 */
export function driftingFactor(drift: Drift | undefined, random: Random): () => number {
  if (drift === undefined) return () => 1;
  const { sd, memory } = drift;
  const kept = Math.exp(-1 / memory);
  const fresh = Math.sqrt(1 - kept * kept) * sd;
  let logarithm = sd * random.normal();
  return () => {
    const now = Math.exp(logarithm);
    logarithm = kept * logarithm + fresh * random.normal();
    return now;
  };
}
