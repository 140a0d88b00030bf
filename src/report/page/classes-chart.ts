import type { RowCounts } from '../../statistics/row-counts.ts';
import { count, counted, percent } from '../quantity.ts';
import { figures, type Html, table } from './html.ts';

/** Classes of rows as people read them: count, colour, name, meaning. */
const kinds = [
  ['same', 'same', 'alike', 'production, twin and candidate answered the same'],
  ['differs', 'differs', 'different in the candidate alone', 'and again both times it was repeated'],
  ['mirrored', 'other', 'different in the twin alone', 'the function varies by itself'],
  ['flickered', 'other', 'different once', 'and not again when it was repeated'],
  ['notComparable', 'other', 'not comparable', 'the twin left production’s answer too'],
  ['missing', 'lost', 'lost', 'no answer for reasons of ours; not judged'],
] as const;

/** Width of the bar in its own coordinates, and the least part of it: what is there at all is seen. */
const barWidth = 1000;
const leastWidth = 3;

/** How all requests fell out: one bar, and the figures. */
export function classesChart(counts: RowCounts): Html {
  let start = 0;
  const parts = kinds.flatMap(([name, colour]) => {
    const width = counts.rows === 0 ? 0 : (counts[name] / counts.rows) * barWidth;
    const left = Math.min(start, barWidth - leastWidth).toFixed(1);
    start += width;
    return width === 0
      ? []
      : [
          `<rect class="${colour}" x="${left}" y="0" width="${Math.max(width, leastWidth).toFixed(1)}" height="10"/>`,
        ];
  });
  const rows = kinds.map(([name, colour, label, meaning]) => [
    `<span class="key ${colour}"></span>${label}`,
    count(counts[name]),
    counts.rows === 0 ? '–' : figures(percent(counts[name] / counts.rows)),
    `<span class="dim">${meaning}</span>`,
  ]);
  return `<figure class="wide"><svg class="strip" viewBox="0 0 ${barWidth} 10" preserveAspectRatio="none" role="img" aria-label="${counted(counts.rows, 'request')} by what became of them">${parts.join('')}</svg></figure>${table(['what became of it', 'requests', 'part', 'meaning'], rows)}`;
}
