import type { ReleaseRecord } from '../../scientist-runtime/contract/releases.ts';
import type { Facts } from '../release/facts.ts';
import type { FunctionOutcome } from '../release/outcome.ts';
import { rowsForClaim } from '../statistics/differences.ts';
import { type VerdictPolicy, verdictPolicy } from '../statistics/policy.ts';
import type { Verdict } from '../statistics/verdict.ts';

/** Where a soak is on its way, if all goes on as lately. */
export interface Forecast {
  /** Rows so far that are not missing. */
  readonly comparisons: number;
  /** Comparisons that a pass will rest on; null while some criterion gives no estimate. */
  readonly needed: number | null;
  readonly remainingMs: number | null;
  /** Until the soak's time is over. */
  readonly endsInMs: number;
  /** Whether rows or time end the soak before. */
  readonly endsBefore: 'time' | 'rows' | null;
  /** The strictest weaker claim that can still be proven in this soak; null where none helps or none is needed. */
  readonly claim: { readonly rate: number; readonly remainingMs: number } | null;
}

/** Traffic changes over a day, so only the latest rows tell its pace, as long as they are enough to tell anything. */
const paceWindowMs = 900_000;
const leastRowsForPace = 20;
/** Claims that somebody may settle for instead. */
const weakerClaims = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05];

/** What a forecast rests on; every {@link FunctionOutcome} has it. */
export interface ForecastGround extends Pick<FunctionOutcome, 'verdict'> {
  readonly facts: Pick<Facts, 'rows' | 'nowMs'> & {
    readonly stores: { readonly soak: Pick<ReleaseRecord, 'verdictPolicy' | 'endsAtMs'> | null };
  };
}

/** Forecast from the rows so far, or null without a row, or without a soak on record. */
export function forecastOf({ facts, verdict }: ForecastGround): Forecast | null {
  const { soak } = facts.stores;
  const [first] = facts.rows;
  if (soak === null || verdict === null || first === undefined || verdict.counts.observed === 0) {
    return null;
  }
  const policy = verdictPolicy(soak.verdictPolicy);
  const perMs = rowsPerMs(facts);
  const leastMs = first.at + policy.soakMinMs - facts.nowMs;
  const endsInMs = Math.max(0, soak.endsAtMs - facts.nowMs);
  const timeFor = (rows: number): number => Math.max(0, rows / perMs, leastMs);
  const endsBefore = (rows: number): Forecast['endsBefore'] => {
    if (timeFor(rows) > endsInMs) return 'time';
    return facts.rows.length + rows > policy.rowCap ? 'rows' : null;
  };

  const { observed } = verdict.counts;
  const needs = Object.values(verdict.rowsStillNeeded);
  const known = needs.filter((need) => need !== null);
  if (known.length < needs.length) {
    return {
      comparisons: observed,
      needed: null,
      remainingMs: null,
      endsInMs,
      endsBefore: null,
      claim: null,
    };
  }
  const still = Math.max(0, ...known);
  const end = endsBefore(still);
  const claim =
    end === null
      ? undefined
      : weakerClaims.find((rate) => {
          const rows = rowsUnderClaim(rate, verdict, policy);
          return rows !== null && endsBefore(rows) === null;
        });
  return {
    comparisons: observed,
    needed: observed + Math.ceil((still * observed) / facts.rows.length),
    remainingMs: timeFor(still),
    endsInMs,
    endsBefore: end,
    claim:
      claim === undefined
        ? null
        : { rate: claim, remainingMs: timeFor(rowsUnderClaim(claim, verdict, policy) ?? 0) },
  };
}

function rowsPerMs({ rows, nowMs }: ForecastGround['facts']): number {
  const latest = rows.filter(({ at }) => at >= nowMs - paceWindowMs);
  const counted = latest.length >= leastRowsForPace ? latest : rows;
  const since = counted[0]?.at ?? nowMs;
  return counted.length / Math.max(1, nowMs - since);
}

/** Rows until a pass under a weaker claim, or null where the claim is no weaker or other criteria are in the way. */
function rowsUnderClaim(
  rate: number,
  { criteria, counts, rowsStillNeeded }: Verdict,
  { differences, differencesClaim, alphaPass }: VerdictPolicy,
): number | null {
  const { n } = criteria.differences;
  if (differences !== 'none' || rate <= differencesClaim || n === 0) {
    return null;
  }
  const lacking = Math.max(0, rowsForClaim(rate, alphaPass) - n);
  const others = Object.entries(rowsStillNeeded).map(([name, rows]) =>
    name === 'differences' ? 0 : (rows ?? 0),
  );
  return Math.max(Math.ceil((lacking * counts.rows) / n), ...others);
}
