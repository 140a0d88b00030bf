import type { DurationSource, Warmth } from '../contract/comparison.ts';
import type { Report } from './report-line.ts';

/** How long one call of a shadow took: seen from outside, and by Lambda's REPORT line where there was one. */
export interface CallTimes {
  readonly wallMs: number;
  readonly report: Report | null;
}

/** The columns of a row that tell how long twin and candidate took. */
export interface PairTimes {
  readonly durationSource: DurationSource;
  readonly warmth: Warmth;
  readonly twinMs: number;
  readonly candidateMs: number;
  readonly twinBilledMs: number;
  readonly candidateBilledMs: number;
}

/**
 * Both durations of a row come from one source: REPORT, or wall time where either side has none. Billed time
 * is then the wall time rounded up. Without an Init Duration to read, an environment counts as warm.
 */
export function pairTimes(twin: CallTimes, candidate: CallTimes): PairTimes {
  const warmth = warmthOf(isCold(twin), isCold(candidate));
  if (twin.report !== null && candidate.report !== null) {
    return {
      durationSource: 'report',
      warmth,
      twinMs: twin.report.durationMs,
      candidateMs: candidate.report.durationMs,
      twinBilledMs: twin.report.billedMs,
      candidateBilledMs: candidate.report.billedMs,
    };
  }
  return {
    durationSource: 'wall',
    warmth,
    twinMs: twin.wallMs,
    candidateMs: candidate.wallMs,
    twinBilledMs: Math.ceil(twin.wallMs),
    candidateBilledMs: Math.ceil(candidate.wallMs),
  };
}

function isCold(times: CallTimes): boolean {
  return times.report !== null && times.report.initMs !== null;
}

function warmthOf(twinCold: boolean, candidateCold: boolean): Warmth {
  if (twinCold !== candidateCold) {
    return 'mixed';
  }
  return twinCold ? 'cold' : 'warm';
}
