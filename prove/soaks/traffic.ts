import type { ComparisonRow, Warmth } from '../../scientist-runtime/contract/comparison.ts';
import { answered } from './asking.ts';
import { durationsOf, type Load } from './durations.ts';
import { type Random, randomOf } from './random.ts';

/** Everything that can befall the requests of a soak; what is left out does not happen. Rates are 0–1. */
export interface Traffic {
  readonly load: Load;
  /** Answers of the candidate that are wrong however often it is asked. */
  readonly wrongRate?: number;
  /** Requests whose data moved on between the control's answer and the shadows'. */
  readonly driftRate?: number;
  /** Requests that are refused to both shadows. */
  readonly deniedRate?: number;
  /** Part of the observations lost, by index of the row. */
  readonly lostRate?: (index: number) => number;
  /** The candidate's own errors, beside the transient ones of both sides: one answer a request. */
  readonly candidateErrors?: (random: Random) => () => boolean;
  readonly warmth?: Warmth;
  /** Durations as a coarse clock gives them: whole milliseconds, rounded up. */
  readonly wholeMs?: boolean;
  /** What the candidate makes of the milliseconds it would take if nothing had changed, for wall clock and bill. */
  readonly candidate?: (ms: number, random: Random) => { readonly ms: number; readonly billedMs: number };
}

/** Errors of either side that are nobody's fault. */
const transientRate = 0.0005;
/** A second from row to row: 20,000 rows end before the soak's maximum of a day. */
const spacingMs = 1000;
const firstAt = Date.UTC(2026, 0, 5);

/** The first `count` rows of a named stream under a seed. Bills are durations rounded up to whole milliseconds. */
export function* rowsOf(
  name: string,
  traffic: Traffic,
  seed: number,
  count: number,
): Generator<ComparisonRow> {
  const { load, wrongRate = 0, driftRate = 0, deniedRate = 0, lostRate, warmth = 'warm' } = traffic;
  const random = randomOf(name, seed);
  const next = durationsOf(load, random);
  const ownError = traffic.candidateErrors?.(random) ?? (() => false);
  const clock = traffic.wholeMs ? Math.ceil : (ms: number) => ms;
  for (let index = 0; index < count; index += 1) {
    const at = firstAt + index * spacingMs;
    const pair = next();
    const fails = ownError();
    const answer = answered({
      drifted: random.chance(driftRate),
      denied: random.chance(deniedRate),
      twinFails: random.chance(transientRate),
      candidateFails: random.chance(transientRate) || fails,
      wrong: random.chance(wrongRate),
    });
    if (lostRate !== undefined && random.chance(lostRate(index))) {
      yield lostRow(at);
      continue;
    }
    const candidate = traffic.candidate?.(pair.candidate, random) ?? {
      ms: pair.candidate,
      billedMs: pair.candidate,
    };
    yield {
      at,
      ...answer,
      warmth,
      twinMs: clock(pair.twin),
      candidateMs: clock(candidate.ms),
      twinBilledMs: Math.ceil(pair.twin),
      candidateBilledMs: Math.ceil(candidate.billedMs),
    };
  }
}

function lostRow(at: number): ComparisonRow {
  return {
    at,
    class: 'missing',
    reproduced: false,
    twinFailed: false,
    candidateFailed: false,
    warmth: 'mixed',
    twinMs: 0,
    candidateMs: 0,
    twinBilledMs: 0,
    candidateBilledMs: 0,
    difference: null,
  };
}
