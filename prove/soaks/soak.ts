import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import { type VerdictPolicy, verdictPolicy } from '../../src/statistics/policy.ts';

/**
 * What is true of a candidate: within every limit, exactly at one or more of them, beyond one; or of the experiment:
 * that it cannot tell (`unsound`).
 */
export type Truth = 'harmless' | 'at-margin' | 'harmful' | 'unsound';

/** Parts of all soaks of a stream, 0–1, that the tests promise. What is not named is not promised. */
export interface Claims {
  readonly mostFails?: number;
  readonly mostPasses?: number;
  /** No promise of the tests, but of their use: a gate that never passes or fails anything alarms nobody falsely. */
  readonly leastFails?: number;
  readonly leastPasses?: number;
  /** Soaks that are called invalid at some look, whatever becomes of them later. */
  readonly leastInvalid?: number;
}

/** A kind of traffic before a kind of candidate, from which any number of soaks can be made. */
export interface Soak {
  readonly name: string;
  /** What happens in it, in words that fit a line of a table. */
  readonly about: string;
  readonly truth: Truth;
  readonly policy: VerdictPolicy;
  readonly claims: Claims;
  /** Where the tests promise nothing: what to do about it. Such a stream is shown, and its `claims` are empty. */
  readonly remedy?: string;
  /** The first `policy.rowCap` rows under a whole seed, one after the other; the same seed gives the same rows. */
  rows(seed: number): Iterable<ComparisonRow>;
}

/** The gate's promise about a candidate within every limit, and about one that breaks a limit. */
export const promised = 0.05;

/** The defaults with all criteria, equal memory and no minimum of time, but for what a stream changes. */
export function soakPolicy(changes: Partial<VerdictPolicy> = {}): VerdictPolicy {
  return verdictPolicy({ soakMinMs: 0, memoryGb: { twin: 1, candidate: 1 }, ...changes });
}
