import type { Facts, SeenRow } from '../release/facts.ts';
import type { Marks } from './marks.ts';
import { flickeringPlaces, placesBeside } from './places.ts';
import { counted } from './quantity.ts';

/**
 * ` at /rounded (D1)`, with ` and 2 more places` where the same answers differ elsewhere too, or where there are several
 * differences, `, mostly at …`; empty where none is known.
 */
export function whereTheyDiffer({ differences, rows }: Facts, marks: Marks): string {
  const seen = differences.filter(({ rows }) => rows > 0);
  const [first] = seen;
  if (first === undefined) {
    return '';
  }
  const places = new Set(seen.map(({ pointer }) => pointer)).size;
  const label = `D${differences.indexOf(first) + 1}`;
  const at = ` at ${marks.code(first.pointer, 80)} (${label})`;
  if (places > 1) {
    return `, mostly${at}`;
  }
  const elsewhere = placesBeside(rows, first).length;
  return `${at}${elsewhere === 0 ? '' : ` and ${counted(elsewhere, 'more place')}`}`;
}

/** The same for answers of the candidate that differed once and not again. */
export function whereTheyFlicker({ rows }: Facts, marks: Marks): string {
  const [first, ...more] = flickeringPlaces(rows);
  return first === undefined
    ? ''
    : `${more.length > 0 ? ', mostly' : ''} at ${marks.code(first.pointer, 80)}`;
}

/** What a request most often ended in that production answered, in words; null where answers differ more often. */
export function failureInstead({ differences }: Facts): string | null {
  const [first] = differences.filter(({ rows }) => rows > 0);
  const [, failure = ''] = /^answer→(.+)$/.exec(first?.kind === 'error' ? first.deltaClass : '') ?? [];
  const [, status] = /^status-(5\d\d)$/.exec(failure) ?? [];
  return status === undefined ? (failures.get(failure) ?? null) : `status ${status}`;
}

const failures: ReadonlyMap<string, string> = new Map([
  ['error', 'an error'],
  ['timeout', 'a timeout'],
  ['malformed', 'an answer that is none for API Gateway'],
]);

/** Where the twin most often answered otherwise than production, with the number of rows; null where no row says it. */
export function commonestDrift(
  rows: readonly SeenRow[],
): { readonly pointer: string; readonly rows: number } | null {
  const counts = new Map<string, number>();
  for (const { reproduced, class: name, pointers } of rows) {
    const [pointer] = pointers ?? [];
    if (!reproduced && name !== 'missing' && pointer !== undefined) {
      counts.set(pointer, (counts.get(pointer) ?? 0) + 1);
    }
  }
  const [most] = [...counts].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
  return most === undefined ? null : { pointer: most[0], rows: most[1] };
}
