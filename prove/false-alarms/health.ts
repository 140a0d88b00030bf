import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import type { VerdictPolicy } from '../../src/statistics/policy.ts';

/** Counts of a growing soak by which an experiment can be called invalid. */
export interface Health {
  add(rows: readonly ComparisonRow[]): void;
  /**
   * True where no look can call the experiment invalid: a rate test rejects nothing that the rate seen so far does not
   * exceed, as its evidence is below 1 there (Jensen's inequality).
   */
  isWithinLimits(): boolean;
}

/** Counts from no row on. */
export function healthOf({ missingLimit, fidelity }: VerdictPolicy): Health {
  let rowCount = 0;
  let missing = 0;
  let unreproduced = 0;
  return {
    add: (rows) => {
      rowCount += rows.length;
      for (const row of rows) {
        if (row.class === 'missing') missing += 1;
        else if (!row.reproduced) unreproduced += 1;
      }
    },
    isWithinLimits: () =>
      missing <= missingLimit * rowCount && unreproduced <= (1 - fidelity) * (rowCount - missing),
  };
}
