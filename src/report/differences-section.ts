import type { SeenDifference } from '../release/facts.ts';
import type { FunctionOutcome } from '../release/outcome.ts';
import { cellCode, codeSpan } from './escape-markdown.ts';
import { count } from './quantity.ts';

/** More rows than this nobody reads in a comment; the evidence page has them all. */
const maxRows = 8;

/** What differs, by id, pointer, kind and count; samples folded, and only where policy and visibility allow. */
export function differencesSection({ facts }: FunctionOutcome): string | null {
  if (facts.differences.length === 0) {
    return null;
  }
  const shown = facts.differences.slice(0, maxRows);
  const rows = shown.map(
    ({ pointer, kind, deltaClass, rows: seen, mirroredRows }, index) =>
      `| D${index + 1} | ${cellCode(pointer)} | ${cellCode(`${kind} ${changeOf(deltaClass)}`.trim())} | ${count(seen)}${mirroredRows > 0 ? ` (twin too: ${count(mirroredRows)})` : ''} |`,
  );
  const more = facts.differences.length - shown.length;
  const table = [
    '**What differs**',
    '',
    '| | Where | Kind | Rows |',
    '|---|---|---|---|',
    ...rows,
    ...(more > 0 ? [`\nand ${count(more)} more on the evidence page`] : []),
  ].join('\n');
  const samples = facts.policy.samples === 'show' && facts.repositoryPrivate ? samplesOf(shown) : [];
  return samples.length === 0
    ? table
    : `${table}\n\n<details><summary>Samples (redacted)</summary>\n\n${samples.join('\n')}\n\n</details>`;
}

/** `number-` as people say it. */
function changeOf(deltaClass: string): string {
  return deltaClass.replace(/^number\+$/, '(higher)').replace(/^number-$/, '(lower)');
}

function samplesOf(differences: readonly SeenDifference[]): string[] {
  return differences.flatMap(({ samples }, index) =>
    samples.map(
      ({ request, control, candidate }) =>
        `- D${index + 1}: ${codeSpan(request)} control ${codeSpan(control)}, candidate ${codeSpan(candidate)}`,
    ),
  );
}
