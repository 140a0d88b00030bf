import type { Soak } from '../soaks/soak.ts';

/** Rows from one look to the next. The gate looks by time, mostly less often. */
export const lookEveryRows = 50;

/** Seed of each stream's first soak; the others follow it. */
export const firstSeed = 1;

/** Soaks of a stream unless something else is said here. */
const usual = 400;

/**
 * More where a promise is tight, the figure is one of those that matter most or a soak is over at once; fewer where it
 * goes on to the row cap, which takes a hundred times as long.
 */
const counts: Readonly<Record<string, number>> = {
  'same, api': 1000,
  'same, stalls': 600,
  'at the margin of differences': 200,
  'at the margin of errors': 200,
  'at the margin of latency': 200,
  'at the margin of the tail': 200,
  'at the margin of cost': 200,
  'wrong in 0.1 %': 1500,
  'wrong in 0.1 %, data drift': 1500,
  'wrong in 0.2 %': 1000,
  'wrong in 0.2 %, data drift': 1000,
  'denied always': 200,
  'denied in 15 %': 200,
  'throttled for a while': 200,
  'rare giants': 200,
};

/** How many soaks of a stream are made. */
export function soaksOf({ name }: Soak): number {
  return counts[name] ?? usual;
}
