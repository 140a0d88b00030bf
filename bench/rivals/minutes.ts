import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';

/** What a metrics store keeps of one side in one minute. */
export interface MinuteOfSide {
  readonly errors: number;
  readonly durationsMs: readonly number[];
}

/** One minute by the clock, of both sides. */
export interface Minute {
  readonly twin: MinuteOfSide;
  readonly candidate: MinuteOfSide;
}

/** Minutes in which at least one row came, in their order. */
export interface Minutes {
  add(row: ComparisonRow): void;
  readonly all: readonly Minute[];
}

interface Growing {
  errors: number;
  readonly durationsMs: number[];
}

const minuteMs = 60_000;

/**
 * Gathers rows as a metrics store gathers calls: errors and durations a minute, of twin and candidate apart. What is
 * missing was never called, and what belonged to the same request is forgotten.
 */
export function gatherMinutes(): Minutes {
  const all: { twin: Growing; candidate: Growing }[] = [];
  let minute = Number.NaN;
  return {
    all,
    add: (row) => {
      if (row.class === 'missing') return;
      const at = Math.floor(row.at / minuteMs);
      if (at !== minute) {
        minute = at;
        all.push({ twin: { errors: 0, durationsMs: [] }, candidate: { errors: 0, durationsMs: [] } });
      }
      const last = all.at(-1);
      if (last === undefined) return;
      last.twin.durationsMs.push(row.twinMs);
      last.candidate.durationsMs.push(row.candidateMs);
      if (row.twinFailed) last.twin.errors += 1;
      if (row.candidateFailed) last.candidate.errors += 1;
    },
  };
}

/** Errors by calls, 0–1. */
export function errorRateOf({ errors, durationsMs }: MinuteOfSide): number {
  return durationsMs.length === 0 ? 0 : errors / durationsMs.length;
}

/** Arithmetic mean; 0 without a value. */
export function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
