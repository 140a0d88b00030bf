import type { Decision } from '../../src/statistics/decision.ts';
import { type Interval, type MedianInterval, medianInterval, rateInterval } from './binomial.ts';
import type { SoakEnd } from './soak-end.ts';

/** How many soaks of a stream ended in a certain way, with the interval for the part (0–1) behind it. */
export interface Share extends Interval {
  readonly count: number;
  readonly of: number;
}

/** What became of the soaks of one stream. */
export interface StreamResult {
  readonly fails: Share;
  readonly passes: Share;
  readonly inconclusive: Share;
  /** Called invalid at some look, whatever became of it. */
  readonly everInvalid: Share;
  /** Rows at the look that failed or passed; null where none did. */
  readonly rowsToFail: MedianInterval | null;
  readonly rowsToPass: MedianInterval | null;
}

/** Counts the ends of a stream's soaks; there must be one at least. */
export function streamResult(ends: readonly SoakEnd[]): StreamResult {
  const of = ends.length;
  const share = (count: number): Share => ({ count, of, ...rateInterval(count, of) });
  const rowsOf = (decision: Decision) =>
    ends.filter((end) => end.decision === decision).map(({ rows }) => rows);
  const failed = rowsOf('fail');
  const passed = rowsOf('pass');
  return {
    fails: share(failed.length),
    passes: share(passed.length),
    inconclusive: share(rowsOf('inconclusive').length),
    everInvalid: share(ends.filter(({ firstInvalidRows }) => firstInvalidRows !== null).length),
    rowsToFail: medianInterval(failed),
    rowsToPass: medianInterval(passed),
  };
}
