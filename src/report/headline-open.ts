import type { FunctionOutcome } from '../release/outcome.ts';
import { type RequiredCriterion, requiredCriteria } from '../statistics/criterion.ts';
import { verdictPolicy } from '../statistics/policy.ts';
import { minimumFromMs } from '../statistics/soak-clock.ts';
import type { Verdict } from '../statistics/verdict.ts';
import { commonestDrift } from './differences-seen.ts';
import type { Marks } from './marks.ts';
import { count, counted, percent, span, utc } from './quantity.ts';
import { listed } from './sentences.ts';
import { lostHow, silenceOf } from './silence.ts';
import { subjects, unmeasured } from './unmeasured.ts';

/** Nothing can be said about the candidate, because the experiment itself is not sound. */
export function invalidHeadline({ facts, verdict }: FunctionOutcome, marks: Marks): string {
  if (verdict?.reasons.includes('observations-lost')) {
    const { missing, rows } = verdict.counts;
    return `Cannot judge: ${count(missing)} of ${counted(rows, 'observation')} were lost (${lostHow(facts, marks)}; limit ${percent(verdict.criteria.missing.limit)}).`;
  }
  const observed = facts.rows.filter((row) => row.class !== 'missing');
  const drifted = observed.filter(({ reproduced }) => !reproduced).length;
  const drift = commonestDrift(facts.rows);
  const where =
    drift === null
      ? ''
      : drift.rows === drifted
        ? ` at ${marks.code(drift.pointer, 80)}`
        : `, mostly at ${marks.code(drift.pointer, 80)} (${count(drift.rows)})`;
  const question = drift?.pointer.startsWith('/') ? ' Ignore that field?' : '';
  return `Cannot judge: the shadow environment does not reproduce production. The control’s own twin differs in ${count(drifted)} of ${counted(observed.length, 'request')}${where}.${question}`;
}

/** The soak is over and proved too little. It is never a pass. */
export function inconclusiveHeadline(outcome: FunctionOutcome, marks: Marks): string {
  const { facts, verdict } = outcome;
  const { soak } = facts.stores;
  if (verdict === null || soak === null) {
    return 'Not proven: the soak ended early.';
  }
  const policy = verdictPolicy(soak.verdictPolicy);
  const within = verdict.reasons.includes('soak-time-exhausted')
    ? span(policy.soakMaxMs)
    : counted(verdict.counts.rows, 'comparison');
  if (verdict.counts.observed === 0) {
    return `Not proven in ${within}: nothing was compared; ${silenceOf(facts, marks).why}.`;
  }
  const from = minimumFromMs(facts.rows, policy) ?? facts.nowMs;
  const open = [
    ...requiredCriteria
      .filter((name) => verdict.criteria[name].state === 'open')
      .map((name) => lacks(name, verdict)),
    ...(verdict.reasons.includes('guard-leans')
      ? ['the slowest requests (99th percentile) lean against it']
      : []),
    ...(verdict.reasons.includes('soak-time-not-reached')
      ? [`the soak’s minimum of ${span(policy.soakMinMs)} counts from ${utc(from)}, too late`]
      : []),
  ];
  const rest = requiredCriteria.some((name) => verdict.criteria[name].state === 'proven')
    ? ' Everything else holds.'
    : '';
  return `Not proven in ${within}: ${listed(open)}.${rest}${unmeasured(outcome)}`;
}

function lacks(name: RequiredCriterion, { criteria, rowsStillNeeded }: Verdict): string {
  const { name: subject, plural } = subjects[name];
  const rows = rowsStillNeeded[name] ?? null;
  if (rows !== null) {
    return `${subject} ${plural ? 'need' : 'needs'} about ${count(rows)} more comparisons`;
  }
  return criteria[name].n === 0
    ? `${subject} had no request to go by`
    : `${subject} ${plural ? 'are' : 'is'} too close to the limit to be proven`;
}
