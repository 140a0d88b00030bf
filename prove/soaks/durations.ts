import { type Drift, driftingFactor } from './drift.ts';
import type { Random } from './random.ts';

/** How long requests take, before anything is wrong with the candidate. */
export interface Load {
  /** Part of the calls that stall, each side for itself. */
  readonly stallRate: number;
  /** What both sides feel at once: the mix of traffic, a dependency they share. */
  readonly sharedDrift?: Drift;
  /** What each side feels alone: its own hosts, its own cache. */
  readonly privateDrift?: Drift;
}

/** Milliseconds of twin and candidate for one request. They are exchangeable: candidate and twin are the same here. */
export interface PairMs {
  readonly twin: number;
  readonly candidate: number;
}

/** Milliseconds that half of the requests take at most. */
const medianMs = 80;
/** Of the logarithm: what the request itself brings to both sides. */
const sharedSd = 0.5;
/** Of the logarithm: what each call adds. */
const privateSd = 0.15;
/** Mean of a stall, exponential. */
const stallMs = 400;

/** An API as most are: 80 ms in the median, p95 about 2.4 times that, both sides mostly slow for the same requests. */
export const api: Load = { stallRate: 0 };

/** The same with 1.5 % of stalls on either side, which leaves p99 where hardly any request ends. */
export const stall: Load = { stallRate: 0.015 };

/**
 * Durations of one pair after the other: 80 ms · e^(0.5·z) · e^(0.15·zₛ) for side s, z shared by both, plus a stall;
 * times the drifts.
 */
export function durationsOf(load: Load, random: Random): () => PairMs {
  const shared = driftingFactor(load.sharedDrift, random);
  const ofTwin = driftingFactor(load.privateDrift, random);
  const ofCandidate = driftingFactor(load.privateDrift, random);
  const side = (request: number): number => {
    const stalled = random.chance(load.stallRate) ? random.exponential(stallMs) : 0;
    return request * Math.exp(privateSd * random.normal()) + stalled;
  };
  return () => {
    const request = medianMs * shared() * Math.exp(sharedSd * random.normal());
    return { twin: ofTwin() * side(request), candidate: ofCandidate() * side(request) };
  };
}
