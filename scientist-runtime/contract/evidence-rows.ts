import { type ComparisonRow, comparisonClasses, warmths } from './comparison.ts';

/** Columns of a row in an evidence bundle, in order; the last one is left out where there is no difference. */
export const evidenceColumns = [
  'at',
  'class',
  'reproduced',
  'twinFailed',
  'candidateFailed',
  'warmth',
  'twinMs',
  'candidateMs',
  'twinBilledMs',
  'candidateBilledMs',
  'difference',
] as const;

/** Numbers in the order of {@link evidenceColumns}: flags 0 or 1, class and warmth as indices, then a difference's id. */
export type EvidenceRow = readonly [
  at: number,
  comparisonClass: number,
  reproduced: number,
  twinFailed: number,
  candidateFailed: number,
  warmth: number,
  twinMs: number,
  candidateMs: number,
  twinBilledMs: number,
  candidateBilledMs: number,
  ...difference: string[],
];

/** The way back is {@link comparisonRowOf}. */
export function evidenceRowOf(row: ComparisonRow): EvidenceRow {
  const values = [
    row.at,
    comparisonClasses.indexOf(row.class),
    Number(row.reproduced),
    Number(row.twinFailed),
    Number(row.candidateFailed),
    warmths.indexOf(row.warmth),
    row.twinMs,
    row.candidateMs,
    row.twinBilledMs,
    row.candidateBilledMs,
  ] as const;
  return row.difference === null ? values : [...values, row.difference];
}

/** Reads a row of a bundle. Throws a RangeError for one that has another shape: a verdict must not skip rows. */
export function comparisonRowOf(values: readonly (number | string)[]): ComparisonRow {
  const number = (index: number): number => {
    const value = values[index];
    if (typeof value !== 'number') {
      throw new RangeError(`${evidenceColumns[index]} of a row is not a number`);
    }
    return value;
  };
  const flag = (index: number): boolean => oneOf([false, true], number(index));
  const difference = values[10] ?? null;
  if (values.length > evidenceColumns.length || typeof difference === 'number') {
    throw new RangeError(`a row has the columns ${evidenceColumns.join(', ')}`);
  }
  return {
    at: number(0),
    class: oneOf(comparisonClasses, number(1)),
    reproduced: flag(2),
    twinFailed: flag(3),
    candidateFailed: flag(4),
    warmth: oneOf(warmths, number(5)),
    twinMs: number(6),
    candidateMs: number(7),
    twinBilledMs: number(8),
    candidateBilledMs: number(9),
    difference,
  };
}

function oneOf<T>(values: readonly T[], index: number): T {
  const value = values[index];
  if (value === undefined) {
    throw new RangeError(`a row has ${index} where 0 to ${values.length - 1} stands for something`);
  }
  return value;
}
