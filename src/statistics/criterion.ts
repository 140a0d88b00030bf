import type { FailReason } from './reason-codes.ts';

/** Every criterion, in the order in which reports name them. `missing` and `fidelity` judge the experiment itself. */
export const criterionNames = [
  'missing',
  'fidelity',
  'differences',
  'errors',
  'latency',
  'tail',
  'tailGuard',
  'cost',
] as const;
/** One of {@link criterionNames}. */
export type CriterionName = (typeof criterionNames)[number];

/** Criteria that a pass needs proven, in the order of their reason codes. The guard may only fail or lean. */
export const requiredCriteria = ['fidelity', 'differences', 'errors', 'latency', 'tail', 'cost'] as const;
/** One of {@link requiredCriteria}. */
export type RequiredCriterion = (typeof requiredCriteria)[number];

/** `not-measured`: the policy leaves it out, so nothing is known and nothing is claimed. */
export type CriterionState = 'open' | 'proven' | 'failed' | 'not-measured';

/** One criterion's figures; those of a failed criterion are of its first failing prefix, so that they stand still. */
export interface CriterionResult {
  readonly state: CriterionState;
  /** Observations that bear on this criterion: rows, judged rows, pairs or discordant pairs. */
  readonly n: number;
  /** The rate, mean or ratio seen (under `differences: none` a count), or null without an observation. */
  readonly statistic: number | null;
  /**
   * One-sided confidence bound that the state rests on, at the error probability of that statement: the bound a proof
   * needs (α_pass), or for a failed criterion the one that crossed the limit (α_g; health criteria: α_health).
   */
  readonly bound: number | null;
  readonly limit: number;
  /** Index of the row that completes the first failing prefix; null unless failed. Health criteria do not latch. */
  readonly firstFailedAt: number | null;
}

/** What a criterion's own file hands to the verdict. */
export interface Measurement {
  readonly result: CriterionResult;
  /** Reason codes of the failure; empty unless failed. Health criteria have none: their failing is `invalid`. */
  readonly failures: readonly FailReason[];
  /** Observations (in the unit of `n`) until proof if all goes on as so far; null when unknown or not open. */
  readonly stillNeeded: number | null;
}
