import { soaks } from '../prove/soaks/catalogue.ts';
import type { Soak } from '../prove/soaks/soak.ts';
import type { ComparisonRow } from '../scientist-runtime/contract/comparison.ts';
import { evidenceRowOf } from '../scientist-runtime/contract/evidence-rows.ts';
import { forecastOf } from '../src/report/forecast.ts';
import { observationsStillNeeded } from '../src/statistics/forecast.ts';
import { reaches } from '../src/statistics/mixture-test.ts';
import type { VerdictPolicy } from '../src/statistics/policy.ts';
import { logERate } from '../src/statistics/rate.ts';
import { judge } from '../src/statistics/verdict.ts';
import type { Measured } from './measured.ts';
import { median, rounded } from './quantile.ts';

const rounds = 21;
const rowCounts = [5_000, 10_000, 20_000] as const;
/** One that passes, and those in which no criterion is ever far from its limit, so that evidence is taken most often. */
const names = ['same, api', 'at every margin, api', 'at every margin, stalls'];

/**
 * How long a verdict takes, which covers every prefix of its rows, beside `JSON.parse` of an evidence bundle of the same
 * rows: whoever recomputes a verdict does that first. Both take turns, in both orders, and what counts is processor
 * time, because a shared machine is slower at one time than at another. And how long the forecast takes.
 */
export function measureSpeed(): Pick<Measured, 'runs' | 'figures' | 'table'> {
  const cases = soaks
    .filter(({ name }) => names.includes(name))
    .flatMap((soak) => {
      const rows = [...soak.rows(1)];
      return rowCounts.map((count) => caseOf(soak, rows.slice(0, count)));
    });
  // A gate judges once in a process that has judged nothing before.
  const firstMs = msOf(() => judgeAll(cases.at(-1)));
  for (let round = 0; round < rounds; round += 1) {
    for (const one of cases) {
      const judged = () => one.judgeMs.push(msOf(() => judgeAll(one)));
      const parsed = () => one.parseMs.push(msOf(() => JSON.parse(one.bundle)));
      for (const turn of round % 2 === 0 ? [judged, parsed] : [parsed, judged]) turn();
    }
  }
  const slowestOf = (count: number): Case =>
    cases
      .filter(({ rows }) => rows.length === count)
      .reduce((slowest, one) => (median(one.judgeMs) > median(slowest.judgeMs) ? one : slowest));
  const slowest = slowestOf(20_000);
  const forecast = forecastMs();
  return {
    runs: rounds,
    figures: {
      milliseconds20000Rows: rounded(median(slowest.judgeMs)),
      milliseconds10000Rows: rounded(median(slowestOf(10_000).judgeMs)),
      milliseconds5000Rows: rounded(median(slowestOf(5_000).judgeMs)),
      parseMilliseconds20000Rows: rounded(median(slowest.parseMs)),
      parseRatio20000Rows: rounded(median(slowest.judgeMs) / median(slowest.parseMs)),
      firstMilliseconds20000Rows: rounded(firstMs),
      forecastMilliseconds: rounded(forecast.forecast, 3),
      stillNeededMilliseconds: rounded(forecast.stillNeeded, 3),
    },
    table: {
      ...Object.fromEntries(
        cases.map(({ name, rows, judgeMs, parseMs }) => [
          `${name}, ${rows.length.toLocaleString('en')} rows`,
          {
            'judge ms': rounded(median(judgeMs)),
            'parse ms': rounded(median(parseMs)),
            ratio: rounded(median(judgeMs) / median(parseMs)),
            'µs a row': rounded((1000 * median(judgeMs)) / rows.length),
          },
        ]),
      ),
      'first verdict of a process': { 'judge ms': rounded(firstMs) },
      'forecast at 20,000 rows': { 'judge ms': rounded(forecast.forecast, 3) },
      'rows still needed, one criterion': { 'judge ms': rounded(forecast.stillNeeded, 3) },
    },
  };
}

interface Case {
  readonly name: string;
  readonly rows: readonly ComparisonRow[];
  readonly policy: VerdictPolicy;
  readonly bundle: string;
  readonly judgeMs: number[];
  readonly parseMs: number[];
}

function caseOf({ name, policy }: Soak, rows: readonly ComparisonRow[]): Case {
  const bundle = JSON.stringify({ policy, rows: rows.map(evidenceRowOf) });
  return { name, rows, policy, bundle, judgeMs: [], parseMs: [] };
}

function judgeAll(one: Case | undefined): void {
  if (one !== undefined) judge(one.rows, one.policy, lastAt(one.rows));
}

/** The forecast of a soak that its cap will end too early, so that it looks for a weaker claim as well. */
function forecastMs(): { readonly forecast: number; readonly stillNeeded: number } {
  const [soak] = soaks;
  if (soak === undefined) return { forecast: Number.NaN, stillNeeded: Number.NaN };
  const rows = [...soak.rows(1)];
  const policy = { ...soak.policy, differencesClaim: 1e-4 };
  const nowMs = lastAt(rows);
  const record = {
    verdictPolicy: { ...policy },
    endsAtMs: nowMs + 3_600_000,
    ramp: { perSecond: [20], step: 0, trafficPerSecond: 1 },
  };
  const ground = {
    facts: { rows, nowMs, trafficWeek: weekBefore(nowMs), trafficPerSecond: 0, stores: { soak: record } },
    verdict: judge(rows, policy, nowMs),
  };
  // Never proven, so all distances up to ten million are tried.
  const neverProven = (n: number) => reaches(logERate(n / 2, n, 0.5), policy.alphaPass);
  const samples = Array.from({ length: rounds }, () => ({
    forecast: msOf(() => forecastOf(ground)),
    stillNeeded: msOf(() => observationsStillNeeded(rows.length, neverProven)),
  }));
  return {
    forecast: median(samples.map(({ forecast }) => forecast)),
    stillNeeded: median(samples.map(({ stillNeeded }) => stillNeeded)),
  };
}

/** A request a second, in each hour of a week. */
function weekBefore(nowMs: number): readonly { readonly atMs: number; readonly invocations: number }[] {
  return Array.from({ length: 168 }, (_, ago) => ({
    atMs: nowMs - (168 - ago) * 3_600_000,
    invocations: 3_600,
  }));
}

function lastAt(rows: readonly ComparisonRow[]): number {
  return rows.at(-1)?.at ?? 0;
}

/** Milliseconds of one core, those of compiler and collector beside it included: on an idle machine about wall time. */
function msOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
