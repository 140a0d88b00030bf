import { quantile } from '../../statistics/quantile.ts';
import type { Durations } from '../durations.ts';
import { counted, milliseconds } from '../quantity.ts';
import { type DurationAxis, durationAxis } from './duration-axis.ts';
import { figures, type Html, table, text } from './html.ts';

/** Size of a chart and the margins of its plot, in its own coordinates: small enough for a phone's letters. */
const size = { width: 420, height: 250, left: 36, right: 18, top: 12, bottom: 28 };
/** Steps of one curve: more cannot be told apart. */
const maxSteps = 240;

/** How durations are distributed: the part of the requests that took at most so long, twin beside candidate. */
export function latencyChart({ warmth, twin, candidate }: Durations): Html {
  const axis = durationAxis([...twin, ...candidate]);
  const label = `Distribution of durations, ${warmth}: medians ${milliseconds(quantile(twin, 0.5))} (twin) and ${milliseconds(quantile(candidate, 0.5))} (candidate)`;
  return `<figure><h3>${warmth === 'warm' ? 'Warm' : 'Cold starts'}, ${counted(twin.length, 'pair')}</h3>
<svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${text(label)}">${gridOf(axis)}${curve(twin, 'twin', axis)}${curve(candidate, 'candidate', axis)}</svg></figure>`;
}

/** The same in figures. */
export function latencyTable(durations: readonly Durations[]): Html {
  const quantiles = [
    ['median', 0.5],
    ['90 %', 0.9],
    ['95 %', 0.95],
    ['99 %', 0.99],
    ['longest', 1],
  ] as const;
  const line = (who: 'twin' | 'candidate', { warmth, ...sides }: Durations): readonly Html[] => [
    `<span class="key line line-${who}"></span>${who}, ${warmth}`,
    ...quantiles.map(([, q]) => figures(milliseconds(quantile(sides[who], q)))),
  ];
  return table(
    ['at most', ...quantiles.map(([label]) => label)],
    durations.flatMap((each) => [line('twin', each), line('candidate', each)]),
  );
}

function gridOf({ position, ticks }: DurationAxis): Html {
  const across = [0, 0.5, 0.95, 1].map(
    (part) =>
      `<line class="grid" x1="${size.left}" x2="${size.width - size.right}" y1="${y(part)}" y2="${y(part)}"/>`,
  );
  const parts = [0, 0.5, 0.95].map(
    (part) =>
      `<text x="${size.left - 6}" y="${y(part) + 4}" text-anchor="end">${Math.round(part * 100)} %</text>`,
  );
  const times = ticks.map(
    (tick) =>
      `<text x="${x(position(tick))}" y="${size.height - size.bottom + 18}" text-anchor="middle">${milliseconds(tick)}</text>`,
  );
  return [...across, ...parts, ...times].join('');
}

/** The empirical distribution as steps, and a dot where half of the requests are done. */
function curve(ascending: readonly number[], who: 'twin' | 'candidate', { position }: DurationAxis): Html {
  const n = ascending.length;
  const at = (rank: number): number => x(position(ascending[Math.max(0, rank - 1)] ?? 0));
  const steps = Array.from({ length: Math.min(n, maxSteps) }, (_, index) => {
    const rank = Math.ceil(((index + 1) * n) / Math.min(n, maxSteps));
    return `H${at(rank)}V${y(rank / n)}`;
  });
  const median = x(position(quantile(ascending, 0.5)));
  return `<path class="curve ${who}" d="M${at(1)} ${y(0)}${steps.join('')}"/><circle class="dot-${who}" cx="${median}" cy="${y(0.5)}" r="4"/>`;
}

function x(position: number): number {
  return tenth(size.left + position * (size.width - size.left - size.right));
}

function y(part: number): number {
  return tenth(size.top + (1 - part) * (size.height - size.top - size.bottom));
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
