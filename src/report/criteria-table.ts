import type { FunctionOutcome } from '../release/outcome.ts';
import { type CriterionName, type CriterionResult, criterionNames } from '../statistics/criterion.ts';
import { type VerdictPolicy, verdictPolicy } from '../statistics/policy.ts';
import type { Verdict } from '../statistics/verdict.ts';
import { type Forecast, forecastOf } from './forecast.ts';
import { about, count, counted, milliseconds, oneIn, percent, ratioText } from './quantity.ts';

/** What people call the criteria. */
const criterionLabels: Readonly<Record<CriterionName, string>> = {
  missing: 'Lost observations',
  fidelity: 'Twin like production',
  differences: 'Differences',
  errors: 'Errors',
  latency: 'Latency (median)',
  tail: 'Latency (p95)',
  tailGuard: 'Latency (p99)',
  cost: 'Cost',
};

/** One criterion in words: its limit, what was seen, what that says. */
export interface CriterionLine {
  readonly name: CriterionName;
  readonly label: string;
  readonly limit: string;
  readonly seen: string;
  readonly says: string;
}

/** Criterion by criterion, in the order in which reports name them; no word in it is a stranger's. */
export function criterionLines(
  outcome: Pick<FunctionOutcome, 'facts'>,
  verdict: Verdict,
): readonly CriterionLine[] {
  const { soak } = outcome.facts.stores;
  if (soak === null) {
    return [];
  }
  const policy = verdictPolicy(soak.verdictPolicy);
  const forecast = forecastOf({ facts: outcome.facts, verdict });
  return criterionNames.map((name) => ({
    name,
    label: criterionLabels[name],
    limit: limitOf(name, policy, verdict),
    seen: seenOf(name, verdict),
    says: saysOf(name, verdict, forecast),
  }));
}

/** The criteria as a table in Markdown. */
export function criteriaTable(outcome: FunctionOutcome, verdict: Verdict): string {
  const rows = criterionLines(outcome, verdict).map(
    ({ label, limit, seen, says }) => `| ${label} | ${limit} | ${seen} | ${says} |`,
  );
  return ['| Criterion | Limit | Seen | Says |', '|---|---|---|---|', ...rows].join('\n');
}

function limitOf(name: CriterionName, policy: VerdictPolicy, verdict: Verdict): string {
  switch (name) {
    case 'missing':
      return `≤ ${percent(policy.missingLimit)}`;
    case 'fidelity':
      return `≥ ${percent(policy.fidelity)}`;
    case 'differences':
      return limitOfDifferences(verdict);
    case 'errors':
      return `≤ ${percent(policy.errorTolerance)} more`;
    case 'latency':
      return `${ratioText(policy.latencyRatio)} × + ${milliseconds(policy.latencyFloorMs)}`;
    case 'tail':
    case 'tailGuard':
      return `${ratioText(policy.tailRatio)} × + ${milliseconds(policy.latencyFloorMs)}`;
    case 'cost':
      return `${ratioText(policy.costRatio)} ×`;
  }
}

function limitOfDifferences({ differencesOf, criteria: { differences } }: Verdict): string {
  switch (differencesOf) {
    case 'accepted':
      return `≤ ${percent(differences.limit)}, as accepted`;
    case 'flickers':
      return `≤ ${percent(differences.limit)} more at first`;
    case 'lasting':
      return `none; rarer than ${oneIn(differences.limit)}`;
    case 'excess':
      return `≤ ${percent(differences.limit)} more`;
  }
}

/** What was seen. A failed criterion shows what it failed with, which stands still while rows go on coming. */
function seenOf(name: CriterionName, verdict: Verdict): string {
  const { state, statistic, n, bound }: CriterionResult = verdict.criteria[name];
  if (state === 'not-measured') {
    return '–';
  }
  if (statistic === null) {
    return 'nothing yet';
  }
  const limits = state === 'failed' ? null : bound;
  switch (name) {
    case 'missing':
    case 'fidelity':
      return `${count(statistic * n)} of ${count(n)}`;
    case 'differences':
      if (verdict.differencesOf === 'accepted') {
        return `${count(statistic * n)} of ${count(n)}`;
      }
      return verdict.differencesOf === 'lasting'
        ? unexplained(verdict)
        : `${more(statistic, n)}${atMost(limits)}`;
    case 'errors':
      return `${more(statistic, n)}${atMost(limits)}`;
    case 'latency':
    case 'tail':
    case 'tailGuard':
      return `slower in ${count(statistic * n)} of ${counted(n, 'pair')}`;
    case 'cost':
      return `${ratioText(statistic)} × in ${counted(n, 'pair')}`;
  }
}

/** Under `differences: none` the first one decides, and all of them are told. */
function unexplained({ criteria: { differences }, counts }: Verdict): string {
  const { state, n, bound } = differences;
  if (state === 'failed') {
    return `${count(counts.differs)} of ${count(counts.judged)}, the first at ${count(n)}`;
  }
  return bound === null || bound <= 0 || bound >= 1
    ? `0 of ${count(n)}`
    : `0 of ${count(n)}; rarer than ${oneIn(bound)}`;
}

/** `2 more of 600`: requests in which only the candidate did it, less those in which only the twin did. */
function more(excess: number, n: number): string {
  const difference = Math.round(excess * n);
  return `${count(Math.abs(difference))} ${difference < 0 ? 'fewer' : 'more'} of ${count(n)}`;
}

function atMost(bound: number | null): string {
  return bound === null || bound >= 1 ? '' : `; below ${percent(Math.max(0, bound))}`;
}

function saysOf(name: CriterionName, { criteria, decision }: Verdict, forecast: Forecast | null): string {
  const { state, statistic, limit, n } = criteria[name];
  switch (state) {
    case 'proven':
      return '✓ proven';
    case 'failed':
      return '✗ **failed**';
    case 'not-measured':
      return 'not measured';
    case 'open': {
      // These two can fail and need not be proven.
      if (name === 'missing') {
        return 'holds so far';
      }
      if (name === 'tailGuard') {
        return statistic !== null && statistic > limit ? 'leans against it' : 'holds so far';
      }
      // It has failed by another one: no number of comparisons would change that.
      if (decision === 'fail') {
        return 'open';
      }
      const open = forecast?.criteria[name];
      if (open === undefined) {
        return n === 0 ? 'open' : 'open, too close to say';
      }
      const when = Number.isFinite(open.remainingMs) ? ` (${about(open.remainingMs)})` : '';
      return `open, needs about ${count(open.rows)} more${when}`;
    }
  }
}
