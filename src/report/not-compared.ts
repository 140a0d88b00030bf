import { type Comparators, defaultHeaders } from '../../scientist-runtime/contract/experiments.ts';
import type { Facts } from '../release/facts.ts';
import type { Marks } from './marks.ts';
import { ratioText } from './quantity.ts';
import { listedUpTo } from './sentences.ts';

/** Of each kind so many are named, the others counted. */
const maxNamed = 8;

/**
 * What the soak on record did not compare, or not strictly, so that nobody approves more than was looked at; null where
 * all was compared. The words are those of the definition, which no pull request can change.
 */
export function notCompared({ stores: { soak, comparators } }: Facts, marks: Marks): string | null {
  const { body, statusCode, headers } = soak?.evidence?.comparators ?? comparators;
  const looseness = body === null ? ['the body'] : loosenessOf(body, marks);
  const ignored = headersLeftOut(headers);
  const parts = [
    ...(statusCode ? [] : ['the status code']),
    ...looseness,
    ...(ignored.length === 0
      ? []
      : [
          `the ${ignored.length === 1 && ignored[0] !== corsHeaders ? 'header' : 'headers'} ${named(ignored, (name) => marks.code(name))}`,
        ]),
  ];
  return parts.length === 0 ? null : `Not compared, as experiments.yml says: ${parts.join('; ')}.`;
}

const corsHeaders = 'access-control-*';

/** Of the headers that are compared by default; those of CORS as one where all of them are left out. */
function headersLeftOut(compared: readonly string[]): readonly string[] {
  const isCors = (name: string): boolean => name.startsWith('access-control-');
  const left = defaultHeaders.filter((name) => !compared.includes(name));
  return left.filter(isCors).length === defaultHeaders.filter(isCors).length
    ? [...left.filter((name) => !isCors(name)), corsHeaders]
    : left;
}

function loosenessOf(
  { format, ignore, unordered, tolerance }: NonNullable<Comparators['body']>,
  marks: Marks,
): readonly string[] {
  const pointer = (text: string): string => (text === '' ? 'the whole body' : marks.code(text, 80));
  const tolerances = Object.entries(tolerance);
  return [
    ...(format === undefined ? [] : [`the body otherwise than as ${format}`]),
    ...(ignore.length === 0 ? [] : [named(ignore, pointer)]),
    ...(unordered.length === 0 ? [] : [`the order of ${named(unordered, pointer)}`]),
    ...(tolerances.length === 0
      ? []
      : [named(tolerances, ([place, within]) => `${pointer(place)} within ± ${ratioText(within)}`)]),
  ];
}

function named<T>(items: readonly T[], name: (item: T) => string): string {
  return listedUpTo(maxNamed, items.map(name));
}
