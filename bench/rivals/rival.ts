import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';

/** A rule that looks at what comes in and may call the candidate bad. It sees the rows one after the other. */
export interface Watch {
  add(row: ComparisonRow): void;
  /** What the rule says of the rows so far; asked whenever somebody looks. */
  isBad(): boolean;
}

/** Another rule for the same question, put together from its own documentation. */
export type Rival = () => Watch;

/**
 * Rows at the first look that calls the candidate bad, or null where none does. `looks` are numbers of rows, ascending
 * and at most as many as there are rows.
 */
export function firstBadLook(
  rival: Rival,
  rows: readonly ComparisonRow[],
  looks: readonly number[],
): number | null {
  const watch = rival();
  let seen = 0;
  for (const look of looks) {
    for (const row of rows.slice(seen, look)) watch.add(row);
    seen = look;
    if (watch.isBad()) return look;
  }
  return null;
}

/** A look after every `step` rows, from `from` rows to `to`. */
export function looksEvery(step: number, from: number, to: number): readonly number[] {
  const count = Math.floor((to - from) / step) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => from + index * step);
}
