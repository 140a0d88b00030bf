import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import { isJudged } from './judged-rows.ts';

/** How many rows fell into each class, for people to read beside the criteria. */
export interface RowCounts {
  readonly rows: number;
  /** Rows that are not missing. */
  readonly observed: number;
  /** Rows that bear on the differences criterion: same, differs, mirrored, flickered. */
  readonly judged: number;
  readonly same: number;
  readonly differs: number;
  readonly mirrored: number;
  readonly flickered: number;
  readonly notComparable: number;
  readonly missing: number;
}

/** How often one difference was seen. Mirrored counts at the same difference mean nondeterminism. */
export interface DifferenceCount {
  /** Null where the observer gave none. */
  readonly id: string | null;
  /** Rows in which the candidate alone differed. */
  readonly count: number;
  /** Rows in which the twin alone differed, in the same way. */
  readonly mirrored: number;
}

/** Counts the rows of every class. */
export function countRows(rows: readonly ComparisonRow[]): RowCounts {
  const of = (name: ComparisonRow['class']) => rows.filter((row) => row.class === name).length;
  const missing = of('missing');
  return {
    rows: rows.length,
    observed: rows.length - missing,
    judged: rows.filter(isJudged).length,
    same: of('same'),
    differs: of('differs'),
    mirrored: of('mirrored'),
    flickered: of('flickered'),
    notComparable: of('not-comparable'),
    missing,
  };
}

/** Counts each difference, accepted ones included: the most frequent first, equally frequent ones by id. */
export function countDifferences(rows: readonly ComparisonRow[]): readonly DifferenceCount[] {
  const counts = new Map<string | null, DifferenceCount>();
  for (const row of rows) {
    if (row.class !== 'differs' && row.class !== 'mirrored') continue;
    const { id, count, mirrored } = counts.get(row.difference) ?? {
      id: row.difference,
      count: 0,
      mirrored: 0,
    };
    counts.set(
      id,
      row.class === 'differs' ? { id, count: count + 1, mirrored } : { id, count, mirrored: mirrored + 1 },
    );
  }
  return [...counts.values()].sort(
    (a, b) => b.count - a.count || b.mirrored - a.mirrored || compareIds(a.id, b.id),
  );
}

/** By code units, so that every machine gives the same order; null last. */
function compareIds(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}
