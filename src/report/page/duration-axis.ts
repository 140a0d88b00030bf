/** A horizontal scale for durations with its ticks, the first and last of which are its ends; milliseconds. */
export interface DurationAxis {
  /** Where a duration lies, 0–1. */
  readonly position: (ms: number) => number;
  readonly ticks: readonly number[];
}

/** Past this ratio of longest to shortest a plain scale would press most of them into a corner. */
const wideRatio = 4;
const maxTicks = 7;

/**
 * From a round number below the shortest to one above the longest. Logarithmic where they are far apart, as durations
 * are; a shorter range is read more easily on a plain scale.
 */
export function durationAxis(values: readonly number[]): DurationAxis {
  const shortest = Math.max(Math.min(...values), 0.01);
  const longest = Math.max(...values, shortest * 1.01);
  const isWide = longest / shortest > wideRatio;
  const ticks = isWide ? decadeTicks(shortest, longest) : plainTicks(shortest, longest);
  const [low = shortest, high = longest] = [ticks[0], ticks.at(-1)];
  const scale = isWide ? Math.log : (value: number): number => value;
  return {
    position: (ms) => (scale(Math.max(ms, low)) - scale(low)) / (scale(high) - scale(low)),
    ticks,
  };
}

/** 1, 2 and 5 times powers of ten around the range; the powers alone where these are too many to be read. */
function decadeTicks(shortest: number, longest: number): readonly number[] {
  const around = (steps: readonly number[]): readonly number[] => {
    const all = Array.from({ length: 12 }, (_, index) => 10 ** (index - 3)).flatMap((decade) =>
      steps.map((step) => step * decade),
    );
    const first = all.findLastIndex((tick) => tick <= shortest);
    const last = all.findIndex((tick) => tick >= longest);
    return all.slice(Math.max(0, first), last + 1);
  };
  const fine = around([1, 2, 5]);
  return fine.length <= maxTicks ? fine : around([1]);
}

/** Multiples of 1, 2, 5 or 10 times a power of ten around the range. */
function plainTicks(shortest: number, longest: number): readonly number[] {
  const rough = (longest - shortest) / (maxTicks - 3);
  const decade = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * decade).find((size) => size >= rough) ?? rough;
  const first = Math.floor(shortest / step);
  const last = Math.ceil(longest / step);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}
