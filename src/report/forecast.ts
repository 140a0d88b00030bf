import type { FunctionOutcome } from '../release/outcome.ts';

/** Where a soak is on its way: rows so far, rows it will need, and how long the rest takes at the pace so far. */
export interface Forecast {
  readonly rows: number;
  /** Null while some criterion gives no estimate. */
  readonly neededRows: number | null;
  readonly remainingMs: number | null;
}

/** Forecast from the rows so far: every open criterion's need, at the pace at which rows came. */
export function forecastOf({ facts, verdict }: FunctionOutcome): Forecast {
  const rows = facts.rows.length;
  const needs = Object.values(verdict?.rowsStillNeeded ?? {});
  const known = needs.filter((need) => need !== null);
  if (rows === 0 || known.length < needs.length) {
    return { rows, neededRows: null, remainingMs: null };
  }
  const still = Math.max(0, ...known);
  const first = facts.rows[0]?.at ?? facts.nowMs;
  const rowsPerMs = rows / Math.max(1, facts.nowMs - first);
  return { rows, neededRows: rows + still, remainingMs: still / rowsPerMs };
}
