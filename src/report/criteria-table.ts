import type { FunctionOutcome } from '../release/outcome.ts';
import { type CriterionName, type CriterionResult, criterionNames } from '../statistics/criterion.ts';
import type { Verdict } from '../statistics/verdict.ts';
import { count, percent } from './quantity.ts';

const labels: Readonly<Record<CriterionName, string>> = {
  missing: 'Observations lost',
  fidelity: 'Shadow reproduces production',
  differences: 'Differences',
  errors: 'Errors',
  latency: 'Latency (median)',
  tail: 'Latency (tail, p95)',
  tailGuard: 'Latency (guard, p99)',
  cost: 'Cost',
};

/** Criterion by criterion: limit, what was seen, what that says. */
export function criteriaTable({ facts }: FunctionOutcome, verdict: Verdict): string {
  const { policy } = facts;
  const limits: Readonly<Record<CriterionName, string>> = {
    missing: `≤ ${percent(verdict.criteria.missing.limit)}`,
    fidelity: `≥ ${percent(verdict.criteria.fidelity.limit)}`,
    differences:
      policy.differences === 'none'
        ? `none; rarer than ${percent(policy.claimRate)}`
        : `≤ ${percent(policy.differences)}`,
    errors: `≤ ${percent(policy.errorRate)} more`,
    latency: `${policy.latency.ratio} × + ${policy.latency.floorMs} ms`,
    tail: `${policy.latency.tailRatio} ×`,
    tailGuard: `${policy.latency.tailRatio} ×`,
    cost: `${policy.cost.ratio} ×`,
  };
  const rows = criterionNames.map((name) => {
    const result = verdict.criteria[name];
    return `| ${labels[name]} | ${limits[name]} | ${seen(name, result)} | ${says(name, result, verdict)} |`;
  });
  return ['| Criterion | Limit | Seen | Says |', '|---|---|---|---|', ...rows].join('\n');
}

/** What was seen; a failed criterion shows what it failed with, which stands still while rows go on coming. */
function seen(name: CriterionName, result: CriterionResult): string {
  if (result.state === 'not-measured') {
    return '–';
  }
  if (result.statistic === null) {
    return 'nothing yet';
  }
  const figures = figuresOf(name, result, result.statistic);
  return result.state === 'failed' ? `${figures}, then failed` : figures;
}

function figuresOf(name: CriterionName, { n, bound, state }: CriterionResult, statistic: number): string {
  switch (name) {
    case 'differences':
      return Number.isInteger(statistic)
        ? `${count(statistic)} of ${count(n)}${bound === null || state === 'failed' ? '' : `, < ${percent(bound)} (95 %)`}`
        : `${percent(statistic)} of ${count(n)}`;
    case 'latency':
    case 'tail':
    case 'tailGuard':
      return `slower in ${percent(statistic)} of ${count(n)} pairs`;
    case 'cost':
      return `${Number(statistic.toPrecision(3))} × in ${count(n)} pairs`;
    default:
      return `${percent(statistic)} of ${count(n)}`;
  }
}

function says(name: CriterionName, { state }: CriterionResult, verdict: Verdict): string {
  switch (state) {
    case 'proven':
      return '✓ proven';
    case 'failed':
      return '✗ **failed**';
    case 'not-measured':
      return 'not measured';
    case 'open': {
      // These two can fail and need not be proven.
      if (name === 'missing' || name === 'tailGuard') {
        return 'holds so far';
      }
      const needed = verdict.rowsStillNeeded[name];
      return needed === null || needed === undefined
        ? 'open'
        : `open, needs about ${count(needed)} more rows`;
    }
  }
}
