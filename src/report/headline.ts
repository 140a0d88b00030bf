import type { FunctionOutcome } from '../release/outcome.ts';
import { type FailReason, failReasons } from '../statistics/reason-codes.ts';
import { cellCode, codeSpan, loginOf, plain } from './escape-markdown.ts';
import { forecastOf } from './forecast.ts';
import { about, count, percent, utc } from './quantity.ts';

/** One sentence with the decision and its reason, in Markdown. Numbers carry their n. */
export function headlineOf(outcome: FunctionOutcome): string {
  const { facts, rest } = outcome;
  const name = codeSpan(facts.function.key);
  switch (rest.reason) {
    case 'nothing-changed':
      return `${name} is what production runs already: nothing to compare.`;
    case 'not-packaged':
      return `The package does not contain ${name}: nothing to compare.`;
    case 'no-package':
      return `Waiting for the package of ${name}: no package run of this commit was found yet.`;
    case 'package-running':
      return `Waiting for the package of ${name}: its run is not finished.`;
    case 'package-failed':
      return `${name} could not be packaged: its package run failed. Nothing was deployed.`;
    case 'package-unusable':
      return `The package of ${name} cannot be used: ${plain(rest.problem)}`;
    case 'cannot-clone':
      return `${name} cannot be soaked: ${plain(rest.problem)}. A clone would be another function.`;
    case 'needs-consent':
      return `${name} is from a fork: somebody with write access must allow it to see production requests.`;
    case 'other-promotion':
      return `Waiting: ${codeSpan(rest.release)} serves production and is not settled by a merge yet.`;
    case 'undefined-experiment':
      return `The experiment of ${name} is gone from experiments.yml: nothing can be compared.`;
    case 'other-control':
      return `${name} cannot be compared: .github/scientist.yml and experiments.yml name different controls, ${codeSpan(facts.function.control, 200)} and ${codeSpan(facts.stores.controlArn, 200)}.`;
    case 'closing':
      return `Closed: what was deployed for ${name} goes once nothing can name it any more.`;
    case 'superseded':
      return `Not in force any more: experiments.yml names another control now, ${codeSpan(facts.stores.controlArn, 200)}. The promotion of ${name} was made over the one before.`;
    case 'behind':
      return `Passed, but ${count(rest.files.length)} files of ${name} changed on the base branch since: what would be merged was not soaked.`;
    case 'collecting':
      return collecting(outcome);
    case 'failed':
      return failed(outcome);
    case 'invalid':
      return invalid(outcome);
    case 'inconclusive':
      return `Not proven in the time given: ${open(outcome)}. Everything else holds.`;
    case 'stopped':
      return `Stopped: ${plain(rest.because)}. Nothing of ${name} sees requests any more.`;
    case 'ready':
      return ready(outcome);
    case 'watching':
      return promoted(
        outcome,
        `Watching until ${utc(rest.endsAtMs)}; ${count(facts.watchRows.length)} requests compared, no harm so far.`,
      );
    case 'promoted':
      return promoted(outcome, 'The watch is over and saw no harm.');
    case 'rolled-back':
      return `Rolled back at ${utc(rest.atMs)} by ${['gate', 'tick'].includes(rest.by) ? 'itself' : loginOf(rest.by)}: ${plain(rest.because)}. Production runs the control as before.`;
    case 'closed':
      return `Closed: everything that was deployed for ${name} is gone.`;
  }
}

function collecting(outcome: FunctionOutcome): string {
  const { facts } = outcome;
  const { rows, neededRows, remainingMs } = forecastOf(outcome);
  if (rows === 0) {
    const started = facts.stores.soak?.startedAtMs ?? facts.nowMs;
    const minutes = Math.floor((facts.nowMs - started) / 60_000);
    return minutes < 2
      ? `Collecting: the soak of ${codeSpan(facts.function.key)} has just begun.`
      : `Nothing compared yet in ${minutes} min. Requests must reach the route, by a method that is declared safe (GET and HEAD, or what "methods" and "effects" in experiments.yml allow).`;
  }
  const of = neededRows === null ? '' : ` of about ${count(neededRows)}`;
  const when = remainingMs === null ? '' : `, done in ${about(remainingMs)} at the pace so far`;
  return `Collecting: ${count(rows)}${of} comparisons${when}. Nothing wrong so far.`;
}

function failed(outcome: FunctionOutcome): string {
  const { facts, verdict } = outcome;
  const name = codeSpan(facts.function.key);
  const reason = failReasons.find((code) => verdict?.reasons.includes(code));
  return reason === undefined ? `${name} failed.` : `${name} ${failSentences[reason](outcome)}.`;
}

const failSentences: Readonly<Record<FailReason, (outcome: FunctionOutcome) => string>> = {
  'unexplained-difference': differs,
  differences: differs,
  errors: ({ verdict }) => {
    const { statistic, limit, n } = verdict?.criteria.errors ?? { statistic: null, limit: 0, n: 0 };
    return `fails more often than the control: in ${percent(statistic ?? 0)} more of ${count(n)} requests (limit ${percent(limit)})`;
  },
  latency: ({ verdict }) => {
    const { statistic, n } = verdict?.criteria.latency ?? { statistic: null, n: 0 };
    return `is slower: beyond the limit in ${percent(statistic ?? 0)} of ${count(n)} pairs (limit 50 %)`;
  },
  'accepted-difference-grew': () => 'shows an accepted difference more often than it was accepted for',
  tail: () => 'is slower in its slowest requests',
  'tail-guard': () => 'is slower in its very slowest requests',
  cost: () => 'is dearer than the limit allows',
};

function differs({ facts, verdict }: FunctionOutcome): string {
  const counts = verdict?.counts;
  const first = facts.differences[0];
  const where = first === undefined ? '' : ` at ${cellCode(first.pointer)} (D1)`;
  return `answers differently: ${count(counts?.differs ?? 0)} of ${count(counts?.judged ?? 0)} comparable requests differ${where}`;
}

function invalid({ facts, verdict }: FunctionOutcome): string {
  if (verdict?.reasons.includes('observations-lost')) {
    return `Cannot judge: ${count(verdict.counts.missing)} of ${count(verdict.counts.rows)} observations were lost.`;
  }
  const fidelity = verdict?.criteria.fidelity;
  const share = percent(1 - (fidelity?.statistic ?? 0));
  const pointer = facts.differences[0]?.pointer;
  const where = pointer === undefined ? '' : ` Most often at ${cellCode(pointer)}.`;
  return `Cannot judge: the shadow environment does not reproduce production. The control's own twin answers differently in ${share} of ${count(fidelity?.n ?? 0)} requests.${where}`;
}

function ready({ facts, verdict }: FunctionOutcome): string {
  const judged = verdict?.criteria.differences.n ?? 0;
  const bound = verdict?.criteria.differences.bound ?? null;
  const rarer =
    bound === null || bound <= 0 ? '' : ` (fewer than 1 in ${count(Math.floor(1 / bound))}, 95 %)`;
  const unmeasured = verdict?.notMeasured.length ? ' Tail latency and cost were not measured.' : '';
  const act =
    facts.policy.promoteOn === 'approval'
      ? 'Approving now promotes.'
      : facts.policy.promoteOn === 'command'
        ? 'The command promotes.'
        : 'Merging lets your pipeline deploy it.';
  return `Ready: no difference in ${count(judged)} comparable requests${rarer}, not slower.${unmeasured} ${act}`;
}

function open({ verdict }: FunctionOutcome): string {
  const needs = Object.entries(verdict?.rowsStillNeeded ?? {}).map(([name, rows]) =>
    rows === null || rows === undefined ? `${name} is open` : `${name} needs about ${count(rows)} more rows`,
  );
  return needs.join(', ') || 'the soak ended early';
}

function promoted({ facts }: FunctionOutcome, what: string): string {
  const { override, soak } = facts.stores;
  const act = facts.journal.findLast((entry) => entry.kind === 'act' && entry.act === 'promote');
  const by = act?.kind === 'act' ? ` after ${loginOf(act.by)} decided` : '';
  const log = /:function:([^:]+)/.exec(override?.now ?? '')?.[1] ?? '';
  const stale =
    soak !== null && soak.headSha !== facts.pullRequest.headSha
      ? ` It is commit ${soak.headSha}: newer commits wait until it is settled or taken back.`
      : '';
  return `Promoted at ${utc(override?.atMs ?? facts.nowMs)}${by}. ${what} Logs are in ${codeSpan(`/aws/lambda/${log}`)}.${stale}`;
}
