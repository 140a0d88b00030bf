import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import { criterionNames } from '../../src/statistics/criterion.ts';
import type { Decision } from '../../src/statistics/decision.ts';
import type { VerdictPolicy } from '../../src/statistics/policy.ts';
import { soakClock } from '../../src/statistics/soak-clock.ts';
import { judge } from '../../src/statistics/verdict.ts';
import { type Barrier, barrierOf, bars, firstBarrier } from './barrier.ts';
import { healthOf } from './health.ts';

/** How a soak ends that is looked at again and again. */
export interface SoakEnd {
  /** The first `pass`, `fail` or `inconclusive`; where there is none, that of the last look. */
  readonly decision: Decision;
  /** Rows at that look. */
  readonly rows: number;
  /** Rows at the first look that called the experiment invalid, or null: it ends nothing, as it can be mended. */
  readonly firstInvalidRows: number | null;
}

/**
 * The end that `judge` gives if it is asked after every `lookEveryRows` rows and at the row cap, each time at the time
 * of the last row; found with few questions. Failures latch, so the verdict on many rows names the first failing prefix
 * and no look before it fails. A look passes only if nothing bars it, so a single barrier spares the other criteria.
 * It calls the experiment invalid only if more is lost, or not reproduced, than allowed. Wherever none of this excludes
 * an answer, `judge` is asked. `source` must have `policy.rowCap` rows.
 */
export function soakEnd(
  source: Iterable<ComparisonRow>,
  policy: VerdictPolicy,
  lookEveryRows: number,
): SoakEnd {
  const iterator = source[Symbol.iterator]();
  const health = healthOf(policy);
  const rows: ComparisonRow[] = [];
  let barrier: Barrier | null = firstBarrier;
  let firstInvalidRows: number | null = null;
  let seen = 0;
  for (const horizon of horizonsOf(lookEveryRows, policy.rowCap)) {
    take(iterator, rows, horizon);
    const failing = firstFailingRow(rows, policy);
    while (seen < horizon) {
      const look = Math.min(seen + lookEveryRows, policy.rowCap);
      const prefix = rows.slice(0, look);
      health.add(rows.slice(seen, look));
      seen = look;
      const mayEnd =
        look === policy.rowCap ||
        failing < look ||
        soakClock(prefix, policy, lastTimeOf(prefix)).maximumReached ||
        barrier === null ||
        !bars(barrier, prefix, policy);
      if (!mayEnd && (firstInvalidRows !== null || health.isWithinLimits())) continue;
      const verdict = judge(prefix, policy, lastTimeOf(prefix));
      if (verdict.decision === 'invalid') firstInvalidRows ??= look;
      if (isEnd(verdict.decision) || look === policy.rowCap) {
        return { decision: verdict.decision, rows: look, firstInvalidRows };
      }
      barrier = barrierOf(verdict);
    }
  }
  throw new Error('The last look ends every soak.');
}

/** Whether a soak is over with this decision. */
export function isEnd(decision: Decision): boolean {
  return decision === 'pass' || decision === 'fail' || decision === 'inconclusive';
}

/** Looks at which rows are fetched and searched for a failure: ever farther apart, as each costs a judgement. */
function* horizonsOf(lookEveryRows: number, rowCap: number): Generator<number> {
  for (let horizon = 4 * lookEveryRows; horizon < rowCap; horizon *= 4) yield horizon;
  yield rowCap;
}

function take(iterator: Iterator<ComparisonRow>, rows: ComparisonRow[], count: number): void {
  while (rows.length < count) {
    const { value, done } = iterator.next();
    if (done) throw new Error(`The soak has ${rows.length} rows of ${count}.`);
    rows.push(value);
  }
}

/** Index of the row that completes the first prefix on which a criterion failed; infinite without a failure. */
function firstFailingRow(rows: readonly ComparisonRow[], policy: VerdictPolicy): number {
  const { criteria } = judge(rows, policy, lastTimeOf(rows));
  return Math.min(...criterionNames.map((name) => criteria[name].firstFailedAt ?? Number.POSITIVE_INFINITY));
}

function lastTimeOf(rows: readonly ComparisonRow[]): number {
  return rows.at(-1)?.at ?? 0;
}
