import { soakEnd } from '../../prove/false-alarms/soak-end.ts';
import type { Soak } from '../../prove/soaks/soak.ts';
import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import type { VerdictPolicy } from '../../src/statistics/policy.ts';
import { canaryWith, errorRateAbove, errorsAboveZero, p95Above } from '../rivals/alarm.ts';
import { diffy } from '../rivals/diffy.ts';
import { exactTests } from '../rivals/exact-tests.ts';
import { kayenta } from '../rivals/kayenta.ts';
import { firstBadLook, looksEvery, type Rival } from '../rivals/rival.ts';

/** What a rule says in the end: good lets the candidate through. */
export interface Ruling {
  readonly says: 'good' | 'bad' | 'nothing';
  /** Rows after which it said so. */
  readonly rows: number;
}

/** A rule with the looks that somebody takes by it. */
export interface Contender {
  readonly name: string;
  readonly sees: string;
  decide(rows: readonly ComparisonRow[], soak: Soak): Ruling;
}

/** Rows of a whole soak, one a second. */
export const soakRows = 20_000;
const rowsAMinute = 60;
const rowsAnHour = 60 * rowsAMinute;
const lookRows = 50;
/** About what we need ourselves for a pass. */
const fixedRows = 3_000;
/** Points of a time series that Spinnaker's guide asks for. */
const leastPoints = 50;
/** The control's p95 is 189 ms; a fifth more, and 5 ms, is what our own policy allows. */
const p95LimitMs = 232;

/** Whoever has called nothing bad by the last look lets it through: none of the others has a word for "not yet". */
function rival(name: string, sees: string, rule: Rival, looks: readonly number[]): Contender {
  return {
    name,
    sees,
    decide: (rows) => {
      const bad = firstBadLook(rule, rows, looks);
      return bad === null ? { says: 'good', rows: looks.at(-1) ?? 0 } : { says: 'bad', rows: bad };
    },
  };
}

/** The verdict, asked every 50 rows; with some criteria where not with all. */
function verdict(name: string, sees: string, measured?: VerdictPolicy['measured']): Contender {
  return {
    name,
    sees,
    decide: (rows, { policy }) => {
      const end = soakEnd(rows, measured === undefined ? policy : { ...policy, measured }, lookRows);
      const says = end.decision === 'pass' ? 'good' : end.decision === 'fail' ? 'bad' : 'nothing';
      return { says, rows: end.rows };
    },
  };
}

/** What is left where neither tail nor cost is measured: what these two find shows beside it. */
const withoutTailAndCost = ['missing', 'fidelity', 'differences', 'errors', 'latency'] as const;

const metrics = 'errors, latency';
const sam = canaryWith([errorsAboveZero]);
const tuned = canaryWith([errorRateAbove, p95Above(p95LimitMs)]);
const canaryLooks = looksEvery(rowsAMinute, rowsAMinute, 10 * rowsAMinute);
const minuteLooks = looksEvery(rowsAMinute, rowsAMinute, soakRows);
const rowLooks = looksEvery(lookRows, lookRows, soakRows);

/**
 * Ours first, then each rule as its documentation has it, and looked at as often as one can. Kayenta: Spinnaker's guide
 * (best practices) advises 3 hours with a judgement each hour and 50 points at least. Diffy: the report that its README
 * has mailed after 5 minutes. Canary: `LambdaCanary10Percent10Minutes`.
 */
export const contenders: readonly Contender[] = [
  verdict('ours, all criteria', 'answers, errors, latency, cost'),
  verdict('ours, without tail and cost', 'answers, errors, latency', withoutTailAndCost),
  rival('Kayenta, once after 3 h', metrics, kayenta, [3 * rowsAnHour]),
  rival('Kayenta, hourly for 3 h', metrics, kayenta, looksEvery(rowsAnHour, rowsAnHour, 3 * rowsAnHour)),
  rival(
    'Kayenta, each minute',
    metrics,
    kayenta,
    looksEvery(rowsAMinute, leastPoints * rowsAMinute, soakRows),
  ),
  rival('Diffy, once after 5 min', 'answers, errors', diffy, [5 * rowsAMinute]),
  rival('Diffy, every 50 rows', 'answers, errors', diffy, rowLooks),
  rival('canary, SAM’s alarm, 10 min', 'errors', sam, canaryLooks),
  rival('canary, SAM’s alarm, whole soak', 'errors', sam, minuteLooks),
  rival('canary, 1 % or p95, 10 min', metrics, tuned, canaryLooks),
  rival('canary, 1 % or p95, whole soak', metrics, tuned, minuteLooks),
  rival('exact tests, once at 3,000 rows', 'answers, errors, latency', exactTests, [fixedRows]),
  rival('exact tests, every 50 rows', 'answers, errors, latency', exactTests, rowLooks),
];
