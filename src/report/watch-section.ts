import type { FunctionOutcome } from '../release/outcome.ts';
import { count, counted, percent } from './quantity.ts';
import { watchFigures } from './watch-figures.ts';

/** What the watch after a promotion sees, new beside old; null before there is one. */
export function watchSection({ facts }: FunctionOutcome): string | null {
  const { watch } = facts.stores;
  if (watch === null) {
    return null;
  }
  const { compared, newFailed, oldFailed, differing, unlikeItself } = watchFigures(facts);
  if (compared === 0) {
    return null;
  }
  const of = (rows: number): string => `${count(rows)} of ${count(compared)} (${percent(rows / compared)})`;
  return [
    '| Watch | New | Old |',
    '|---|---|---|',
    `| errors | ${of(newFailed)} | ${of(oldFailed)} |`,
    '',
    `Old and new differ in ${count(differing)} of ${counted(compared, 'request')}: shown, not acted on. What serves and its own clone differ in ${count(unlikeItself)}.`,
  ].join('\n');
}
