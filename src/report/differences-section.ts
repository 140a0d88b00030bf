import type { SeenDifference } from '../release/facts.ts';
import type { FunctionOutcome } from '../release/outcome.ts';
import type { Verdict } from '../statistics/verdict.ts';
import { cellCode, codeSpan } from './escape-markdown.ts';
import { flickeringPlaces, maxPlaces, type Place, placesBeside, placesNamed } from './places.ts';
import { count, counted } from './quantity.ts';
import { listedUpTo } from './sentences.ts';

/** More rows than this nobody reads in a comment; the evidence page has them all. */
const maxRows = 8;

/** What differs, by id, pointer, kind and count; samples folded, and only where policy and visibility allow. */
export function differencesSection({ facts }: Pick<FunctionOutcome, 'facts'>): string | null {
  if (facts.differences.length === 0) {
    return null;
  }
  const shown = facts.differences.slice(0, maxRows);
  const rows = shown.map(
    ({ id, pointer, kind, deltaClass, rows: seen, mirroredRows }, index) =>
      `| D${index + 1} | ${cellCode(pointer)}${besides(placesBeside(facts.rows, { id, pointer }))} | ${cellCode(`${kind} ${changeOf(deltaClass)}`.trim())} | ${count(seen)}${mirroredRows > 0 ? ` (twin alone: ${count(mirroredRows)})` : ''} |`,
  );
  const more = facts.differences.length - shown.length;
  const table = [
    '| What differs | Where | How | Requests |',
    '|---|---|---|---|',
    ...rows,
    ...(more > 0 ? [`\nand ${count(more)} more on the evidence page`] : []),
  ].join('\n');
  const samples = showsSamples({ facts }) ? samplesOf(shown) : [];
  return samples.length === 0
    ? table
    : `${table}\n\n<details><summary>Samples (redacted)</summary>\n\n${samples.join('\n')}\n\n</details>`;
}

/** `; with it /b, /c and 2 more`: what else is wrong with the same answers, by place. */
function besides(places: readonly Place[]): string {
  const pointers = places.map(({ pointer }) => pointer);
  return places.length === 0 ? '' : `; with it ${placesNamed(pointers, maxPlaces - 1, cellCode)}`;
}

/** Values are for people who may read the repository anyway, and only where its policy says so. */
export function showsSamples({ facts }: Pick<FunctionOutcome, 'facts'>): boolean {
  return facts.policy.samples === 'show' && facts.repositoryPrivate;
}

/** One sentence on how all requests fell out, so that no number above hides another. */
export function classesLine({ counts }: Verdict): string | null {
  const parts = [
    [counts.same, 'alike'],
    [counts.differs, 'different in the candidate alone'],
    [counts.mirrored, 'different in the twin alone'],
    [counts.flickered, 'different once and not again'],
    [counts.notComparable, 'not comparable'],
    [counts.missing, 'lost'],
  ] as const;
  const said = parts.filter(([rows]) => rows > 0).map(([rows, what]) => `${count(rows)} ${what}`);
  return counts.rows === 0 ? null : `Of ${counted(counts.rows, 'request')}: ${said.join(', ')}.`;
}

/**
 * Where the candidate's flickers are, which no table of lasting differences has; null without one. Rows without a place
 * are only spoken of where the verdict rests on them. Samples of flickers are not read.
 */
export function flickersLine({ facts }: Pick<FunctionOutcome, 'facts'>, verdict: Verdict): string | null {
  const places = flickeringPlaces(facts.rows);
  if (places.length > 0) {
    const named = places.map(({ pointer, rows }) => `${codeSpan(pointer, 80)} (${count(rows)})`);
    const all = listedUpTo(maxPlaces, named, 'more places');
    return `Different in the candidate once and not again: at ${all}.`;
  }
  return verdict.differencesOf === 'flickers' && verdict.criteria.differences.state === 'failed'
    ? 'The rows do not say where the answers that differed once differ; the candidate’s log may say more.'
    : null;
}

/** What changed, in words: the classes themselves are for machines. */
export function changeOf(deltaClass: string): string {
  const words: Readonly<Record<string, string>> = { 'number+': '(higher)', 'number-': '(lower)' };
  return words[deltaClass] ?? deltaClass;
}

function samplesOf(differences: readonly SeenDifference[]): string[] {
  return differences.flatMap(({ samples }, index) =>
    samples.map(
      ({ request, control, candidate }) =>
        `- D${index + 1}: ${codeSpan(request)} control ${codeSpan(control)}, candidate ${codeSpan(candidate)}`,
    ),
  );
}
