import type { Facts } from '../release/facts.ts';
import { type Harm, harm } from '../statistics/harm.ts';
import { verdictPolicy } from '../statistics/policy.ts';

/**
 * What a watch saw. In its rows the soaked version of what serves now is the twin, and the clone of what served
 * before is the candidate.
 */
export interface WatchFigures {
  /** Rows that are not missing. */
  readonly compared: number;
  readonly newFailed: number;
  readonly oldFailed: number;
  /** Rows in which old and new differ, repeatedly. */
  readonly differing: number;
  /** Rows in which what serves answered otherwise than its own clone. */
  readonly unlikeItself: number;
  /** Why it is harm; empty: it is none. */
  readonly reasons: Harm['reasons'];
}

/** Counts the rows of the watch on record; all zero without one. */
export function watchFigures({ watchRows, stores: { watch } }: Facts): WatchFigures {
  const rows = watchRows.filter((row) => row.class !== 'missing');
  const number = (holds: (row: (typeof rows)[number]) => boolean): number => rows.filter(holds).length;
  return {
    compared: rows.length,
    newFailed: number((row) => row.twinFailed),
    oldFailed: number((row) => row.candidateFailed),
    differing: number((row) => row.class === 'differs'),
    unlikeItself: number((row) => !row.reproduced),
    reasons: watch === null ? [] : harm(watchRows, verdictPolicy(watch.verdictPolicy), 'watch').reasons,
  };
}
