import type { ComparisonRow } from '../../../scientist-runtime/contract/comparison.ts';
import { count, counted, span, utc } from '../quantity.ts';
import { type Html, note } from './html.ts';

/** Columns of the chart at most; fewer than the least leave a wide space, so that one bar does not fill all of it. */
const maxColumns = 90;
const leastColumns = 12;
/** Times that a column may stand for, in seconds: those that people count in. */
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400];
const week = 604_800;

const colours = ['same', 'other', 'differs', 'lost'] as const;
type Colour = (typeof colours)[number];

/** When requests were compared: rows a minute in a soak of an hour or so, by what became of them. */
export function timelineChart(rows: readonly ComparisonRow[]): Html {
  const [first] = rows;
  const last = rows.at(-1);
  if (first === undefined || last === undefined) {
    return note('No request was compared.');
  }
  const binMs = 1000 * (steps.find((step) => (last.at - first.at) / (1000 * step) < maxColumns - 1) ?? week);
  const startMs = Math.floor(first.at / binMs) * binMs;
  const bins = binsOf(rows, startMs, binMs);
  const highest = Math.max(...bins.map(heightOf));
  const each = `up to ${count(highest)} in ${span(binMs)}`;
  return `<p class="legend"><span><span class="key same"></span>alike</span><span><span class="key differs"></span>different in the candidate</span><span><span class="key other"></span>other</span><span><span class="key lost"></span>lost</span></p>
<figure class="wide"><svg class="bars" viewBox="0 0 ${Math.max(bins.length, leastColumns)} 100" preserveAspectRatio="none" role="img" aria-label="${counted(rows.length, 'row')}, ${each}">${bins.map((bin, index) => column(bin, index, highest)).join('')}</svg>
<p class="axis"><span>${utc(startMs)}</span><span>${each}</span><span>${utc(last.at)}</span></p></figure>`;
}

type Bin = Record<Colour, number>;

function binsOf(rows: readonly ComparisonRow[], startMs: number, binMs: number): readonly Bin[] {
  const lastIndex = Math.floor(((rows.at(-1)?.at ?? startMs) - startMs) / binMs);
  const bins = Array.from({ length: lastIndex + 1 }, (): Bin => ({ same: 0, other: 0, differs: 0, lost: 0 }));
  for (const row of rows) {
    const bin = bins[Math.floor((row.at - startMs) / binMs)];
    if (bin !== undefined) {
      bin[colourOf(row)] += 1;
    }
  }
  return bins;
}

function column(bin: Bin, index: number, highest: number): Html {
  let top = 100;
  return colours
    .map((colour) => {
      const height = (bin[colour] / highest) * 100;
      top -= height;
      return height === 0
        ? ''
        : `<rect class="${colour}" x="${index + 0.08}" y="${top.toFixed(2)}" width="0.84" height="${height.toFixed(2)}"/>`;
    })
    .join('');
}

function heightOf(bin: Bin): number {
  return colours.reduce((sum, colour) => sum + bin[colour], 0);
}

function colourOf(row: ComparisonRow): Colour {
  switch (row.class) {
    case 'same':
      return 'same';
    case 'differs':
      return 'differs';
    case 'missing':
      return 'lost';
    case 'mirrored':
    case 'flickered':
    case 'not-comparable':
      return 'other';
  }
}
