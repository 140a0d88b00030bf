import {
  type ComparisonRow,
  comparisonClasses,
  warmths,
} from '../../scientist-runtime/contract/comparison.ts';
import { ScientistError } from '../errors.ts';

/** No function answers after a day: Lambda ends an invocation after 15 minutes. */
const longestMs = 86_400_000;

const durations = ['twinMs', 'candidateMs', 'twinBilledMs', 'candidateBilledMs'] as const;

/**
 * Refuses rows no verdict may rest on. Throws `InvalidInput` naming the first such row: an unknown class or warmth, a
 * time that is not a number or lies before the row above, a duration that is not from 0 ms to a day. Durations of
 * `missing` rows are not looked at, as nothing reads them.
 */
export function checkRows(rows: readonly ComparisonRow[]): void {
  let previous = Number.NEGATIVE_INFINITY;
  for (const [index, row] of rows.entries()) {
    if (!comparisonClasses.includes(row.class)) {
      refuse(index, `class is one of ${comparisonClasses.join(', ')}`, row.class);
    }
    if (!warmths.includes(row.warmth)) refuse(index, `warmth is one of ${warmths.join(', ')}`, row.warmth);
    if (!Number.isFinite(row.at)) refuse(index, 'at is a time in epoch milliseconds', row.at);
    if (row.at < previous) refuse(index, `at is not before ${previous}, the time of the row above`, row.at);
    previous = row.at;
    if (row.class === 'missing') continue;
    for (const column of durations) {
      const ms = row[column];
      if (!(ms >= 0 && ms <= longestMs))
        refuse(index, `${column} is from 0 to ${longestMs} milliseconds`, ms);
    }
  }
}

function refuse(index: number, expected: string, found: unknown): never {
  throw new ScientistError('InvalidInput', {
    expected,
    found: `row ${index} of the comparisons (counted from 0) has ${JSON.stringify(found) ?? 'nothing'} there`,
    remedy: 'Load the rows again, ordered by write time and observation id; if it persists, report the row.',
  });
}
