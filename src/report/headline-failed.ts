import type { FunctionOutcome } from '../release/outcome.ts';
import type { CriterionResult } from '../statistics/criterion.ts';
import { verdictPolicy } from '../statistics/policy.ts';
import { quantile } from '../statistics/quantile.ts';
import { type FailReason, failReasons } from '../statistics/reason-codes.ts';
import type { Verdict } from '../statistics/verdict.ts';
import { failureInstead, whereTheyDiffer, whereTheyFlicker } from './differences-seen.ts';
import { durationsOf } from './durations.ts';
import type { Marks } from './marks.ts';
import { count, counted, milliseconds, percent, ratioText } from './quantity.ts';

/** The soak showed that a limit is broken: the first reason, with its figures. */
export function failedHeadline(outcome: FunctionOutcome, marks: Marks): string {
  const name = marks.code(outcome.facts.function.key);
  const { verdict } = outcome;
  const reason = verdict === null ? null : headlineReason(verdict);
  return verdict === null || reason === null
    ? `${name} failed.`
    : `${name} ${failSentences[reason](outcome, verdict, marks)}.`;
}

/** Reasons beside the one in the headline. */
export function otherFailures(verdict: Verdict): readonly FailReason[] {
  const first = headlineReason(verdict);
  return failReasons.filter((reason) => reason !== first && verdict.reasons.includes(reason));
}

function headlineReason(verdict: Verdict): FailReason | null {
  const [first = null] = failReasons.filter((reason) => verdict.reasons.includes(reason));
  return first === 'differences' && verdict.differencesOf === 'accepted' ? 'accepted-difference-grew' : first;
}

type FailSentence = (outcome: FunctionOutcome, verdict: Verdict, marks: Marks) => string;

const failSentences: Readonly<Record<FailReason, FailSentence>> = {
  'unexplained-difference': ({ facts }, { counts }, marks) => {
    const failure = failureInstead(facts);
    const what = failure === null ? 'answers differently' : `ends in ${failure} where production answers`;
    return `${what}: ${count(counts.differs)} of ${counted(counts.judged, 'comparable request')} ${counts.differs === 1 ? 'differs' : 'differ'}${whereTheyDiffer(facts, marks)}`;
  },
  differences: ({ facts }, { criteria: { differences }, differencesOf }, marks) => {
    const [when, where] =
      differencesOf === 'flickers'
        ? [' the first time it is asked', whereTheyFlicker(facts, marks)]
        : ['', whereTheyDiffer(facts, marks)];
    return `answers differently${when}: in ${percent(differences.statistic ?? 0)} more of ${counted(differences.n, 'comparable request')} than the control’s twin (limit ${percent(differences.limit)})${where}`;
  },
  'accepted-difference-grew': (_, { criteria: { differences } }) =>
    `shows an accepted difference more often than was accepted: in ${percent(differences.statistic ?? 0)} of ${counted(differences.n, 'comparable request')} (limit ${percent(differences.limit)})`,
  errors: (_, { criteria: { errors } }) =>
    `fails more often than the control’s twin: in ${percent(errors.statistic ?? 0)} more of ${counted(errors.n, 'request')} (limit ${percent(errors.limit)})`,
  latency: slower,
  tail: (_, { criteria: { tail } }) => `is slower in its slowest requests: ${oneSided(tail, '95')}`,
  'tail-guard': (_, { criteria: { tailGuard } }) =>
    `is slower in its very slowest requests: ${oneSided(tailGuard, '99')}`,
  cost: (_, { criteria: { cost } }) =>
    cost.statistic === null
      ? `is dearer than the limit of ${ratioText(cost.limit)} × allows, in ${counted(cost.n, 'pair')}`
      : `is dearer: ${ratioText(cost.statistic)} × the twin’s bill on average (limit ${ratioText(cost.limit)} ×), in ${counted(cost.n, 'pair')}`,
};

/** The criterion counts pairs beyond the limit; medians of the very pairs it failed on make it plain. */
function slower({ facts }: FunctionOutcome, { criteria: { latency } }: Verdict): string {
  const { soak } = facts.stores;
  const share = `${percent(latency.statistic ?? 0)} of ${counted(latency.n, 'pair')}`;
  if (soak === null) {
    return `is slower: beyond the limit in ${share}`;
  }
  const policy = verdictPolicy(soak.verdictPolicy);
  const limit = `${ratioText(policy.latencyRatio)} × + ${milliseconds(policy.latencyFloorMs)}`;
  const failedOn = facts.rows.slice(0, (latency.firstFailedAt ?? facts.rows.length - 1) + 1);
  const [durations] = durationsOf(failedOn, policy);
  if (durations === undefined) {
    return `is slower: beyond ${limit} in ${share}`;
  }
  const [twin, candidate] = [quantile(durations.twin, 0.5), quantile(durations.candidate, 0.5)];
  const ratio = twin > 0 ? `${ratioText(candidate / twin)} × the control’s, ` : '';
  return `is slower: median ${ratio}${milliseconds(candidate)} against ${milliseconds(twin)}${durations.warmth === 'cold' ? ' (cold starts)' : ''}; beyond the limit (${limit}) in ${share}`;
}

function oneSided({ statistic, n }: CriterionResult, percentile: string): string {
  return `in ${count((statistic ?? 0) * n)} of ${counted(n, 'pair')} with one slow side it was the slow one (${percentile}th percentile)`;
}
