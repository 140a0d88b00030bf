import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import { cleanRows } from '../gate/release-life.ts';

/** How rows of a busy function are to be. */
export interface Busy {
  /** Milliseconds between two rows. @default 50 */
  readonly gapMs?: number;
  /** How many times as long as the twin's the candidate's duration is, typically. @default 0.98 */
  readonly slower?: number;
  /** Index of the first row in which the candidate alone differs, and how many there are, one in two from there. */
  readonly differingFrom?: number;
  readonly differing?: number;
}

/**
 * Clean rows with durations as a real function has them: a median of about 22 ms and a long tail that twin and
 * candidate share in part, one pair in 40 cold. The same rows for the same arguments.
 */
export function busyRows(count: number, startMs: number, busy: Busy = {}): ComparisonRow[] {
  const { gapMs = 50, slower = 0.98, differingFrom = 0, differing = 0 } = busy;
  const random = randomFrom(count);
  return cleanRows(count, startMs).map((row, index) => {
    const shared = Math.exp(0.45 * normal(random));
    const cold = index % 40 === 17;
    const twinMs = duration(shared, cold, random);
    const candidateMs = slower * duration(shared, cold, random);
    const step = index - differingFrom;
    const differs = step >= 0 && step % 2 === 0 && step / 2 < differing;
    return {
      ...row,
      at: startMs + index * gapMs,
      warmth: cold ? 'cold' : 'warm',
      twinMs: rounded(twinMs),
      candidateMs: rounded(candidateMs),
      twinBilledMs: Math.ceil(twinMs),
      candidateBilledMs: Math.ceil(candidateMs),
      ...(differs ? { class: 'differs' as const, difference: 'd1' } : {}),
    };
  });
}

function duration(shared: number, cold: boolean, random: () => number): number {
  return (cold ? 240 : 0) + 22 * shared * Math.exp(0.15 * normal(random));
}

/** Lambda reports hundredths of milliseconds. */
function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}

/** Sum of twelve uniform numbers less six: near enough to normal. */
function normal(random: () => number): number {
  return Array.from({ length: 12 }, random).reduce((sum, value) => sum + value, -6);
}

/** Park and Miller's minimal standard generator (Communications of the ACM 31, 1988), 0 to 1. */
function randomFrom(seed: number): () => number {
  let state = seed % 2_147_483_647 || 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
