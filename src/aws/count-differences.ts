import type { StoredComparison } from '../../scientist-runtime/contract/comparison.ts';

/** How often one difference was seen. */
export interface CountedDifference {
  readonly id: string;
  /** Rows in which the candidate alone differs. */
  readonly rows: number;
  /** Rows in which the twin alone differs. */
  readonly mirroredRows: number;
  /** A place at which it was seen, or null where no row names one. */
  readonly pointer: string | null;
}

/** Counts the differences of rows that count for or against the candidate, the most frequent first. */
export function countDifferences(rows: readonly StoredComparison[]): readonly CountedDifference[] {
  const counted = new Map<string, CountedDifference>();
  for (const row of rows) {
    if (row.difference === null || (row.class !== 'differs' && row.class !== 'mirrored')) {
      continue;
    }
    const before = counted.get(row.difference);
    counted.set(row.difference, {
      id: row.difference,
      rows: (before?.rows ?? 0) + Number(row.class === 'differs'),
      mirroredRows: (before?.mirroredRows ?? 0) + Number(row.class === 'mirrored'),
      pointer: before?.pointer ?? row.pointers[0] ?? null,
    });
  }
  return [...counted.values()].sort(
    (left, right) =>
      right.rows - left.rows || right.mirroredRows - left.mirroredRows || (left.id < right.id ? -1 : 1),
  );
}
