import type { ReleaseRecord } from '../../scientist-runtime/contract/releases.ts';
import type { FunctionOutcome } from '../release/outcome.ts';
import { cleanRowsNeeded } from '../statistics/clean-rows.ts';
import { type RequiredCriterion, requiredCriteria } from '../statistics/criterion.ts';
import { rowsForClaim } from '../statistics/differences.ts';
import { type VerdictPolicy, verdictPolicy } from '../statistics/policy.ts';
import { minimumFromMs } from '../statistics/soak-clock.ts';
import type { Verdict } from '../statistics/verdict.ts';
import { type Pace, type PaceGround, paceOf } from './pace.ts';

/** Where a soak is on its way, if all goes on as lately. */
export interface Forecast {
  /** Rows so far that are not missing. */
  readonly comparisons: number;
  /** Comparisons that a pass will rest on; null while some criterion gives no estimate. */
  readonly needed: number | null;
  /** Null where `needed` is, and infinite where the traffic would not bring so many. */
  readonly remainingMs: number | null;
  /** What the remaining time rests on: rows of this soak, or the control's traffic a week ago. */
  readonly from: Pace['from'];
  /** Until the soak's time is over. */
  readonly endsInMs: number;
  /** The soak's least time, and when it is over (epoch milliseconds): no pass before. */
  readonly minimum: { readonly ms: number; readonly overAtMs: number };
  /** Whether rows or time end the soak before. */
  readonly endsBefore: 'time' | 'rows' | null;
  /** The strictest weaker claim that can still be proven in this soak; null where none helps or none is needed. */
  readonly claim: { readonly rate: number; readonly remainingMs: number } | null;
  /** Criterion by criterion, those that are open and give an estimate. */
  readonly criteria: Readonly<Partial<Record<RequiredCriterion, OpenForecast>>>;
}

/** When one criterion will be proven. */
export interface OpenForecast {
  /** Rows that it lacks. */
  readonly rows: number;
  readonly remainingMs: number;
}

/** Claims that somebody may settle for instead. */
const weakerClaims = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05];

/** What a forecast rests on; every {@link FunctionOutcome} has it. */
export interface ForecastGround extends Pick<FunctionOutcome, 'verdict'> {
  readonly facts: PaceGround & {
    readonly stores: { readonly soak: Pick<ReleaseRecord, 'verdictPolicy' | 'endsAtMs'> | null };
  };
}

/**
 * Forecast from the rows so far and from last week's traffic, so that there is one before the first row; null without
 * a soak on record, or where nothing tells how fast rows come.
 */
export function forecastOf({ facts, verdict }: ForecastGround): Forecast | null {
  const { soak } = facts.stores;
  const pace = paceOf(facts);
  if (soak === null || verdict === null || pace === null) {
    return null;
  }
  const policy = verdictPolicy(soak.verdictPolicy);
  const minimum = {
    ms: policy.soakMinMs,
    overAtMs: (minimumFromMs(facts.rows, policy) ?? facts.nowMs) + policy.soakMinMs,
  };
  const endsInMs = Math.max(0, soak.endsAtMs - facts.nowMs);
  const timeFor = (rows: number): number => Math.max(0, pace.timeFor(rows), minimum.overAtMs - facts.nowMs);
  const endsBefore = (rows: number): Forecast['endsBefore'] => {
    if (timeFor(rows) > endsInMs) return 'time';
    return facts.rows.length + rows > policy.rowCap ? 'rows' : null;
  };

  const { observed, rows: seen } = verdict.counts;
  const lacking = rowsLacking(verdict, policy);
  const needs = Object.values(lacking);
  const known = needs.filter((need) => need !== null);
  const told = {
    comparisons: observed,
    from: pace.from,
    endsInMs,
    minimum,
    criteria: Object.fromEntries(
      Object.entries(lacking).flatMap(([name, rows]) =>
        rows === null ? [] : [[name, { rows, remainingMs: Math.max(0, pace.timeFor(rows)) }]],
      ),
    ),
  };
  if (known.length < needs.length) {
    return { ...told, needed: null, remainingMs: null, endsBefore: null, claim: null };
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
    ...told,
    needed: observed + Math.ceil(seen === 0 ? still : (still * observed) / seen),
    remainingMs: timeFor(still),
    endsBefore: end,
    claim:
      claim === undefined
        ? null
        : { rate: claim, remainingMs: timeFor(rowsUnderClaim(claim, verdict, policy) ?? 0) },
  };
}

/**
 * Rows that each open criterion lacks: at the rates seen so far, or what a faultless candidate would need where nothing
 * that bears on it has been seen yet; null where what was seen lies too close to a limit to say.
 */
function rowsLacking(
  { criteria, counts, rowsStillNeeded }: Verdict,
  policy: VerdictPolicy,
): Partial<Record<RequiredCriterion, number | null>> {
  const clean = cleanRowsNeeded(policy);
  const lacking: Partial<Record<RequiredCriterion, number | null>> = {};
  for (const name of requiredCriteria) {
    const { state, n } = criteria[name];
    if (state !== 'open') continue;
    const ofClean = clean[name];
    lacking[name] =
      n === 0 && ofClean !== undefined ? Math.max(1, ofClean - counts.rows) : (rowsStillNeeded[name] ?? null);
  }
  return lacking;
}

/** Rows until a pass under a weaker claim, or null where the claim is no weaker or other criteria are in the way. */
function rowsUnderClaim(rate: number, verdict: Verdict, policy: VerdictPolicy): number | null {
  const { differences, differencesClaim, alphaPass } = policy;
  const { n } = verdict.criteria.differences;
  if (differences !== 'none' || rate <= differencesClaim || n === 0) {
    return null;
  }
  const lacking = Math.max(0, rowsForClaim(rate, alphaPass) - n);
  const others = Object.entries(rowsLacking(verdict, policy)).map(([name, rows]) =>
    name === 'differences' ? 0 : (rows ?? 0),
  );
  return Math.max(Math.ceil((lacking * verdict.counts.rows) / n), ...others);
}
