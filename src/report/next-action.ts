import { definitionMaxAgeMs } from '../../scientist-runtime/contract/runtime-stack.ts';
import { approvalsNeeded, objectorsAmong } from '../release/authorisation.ts';
import type { Facts } from '../release/facts.ts';
import type { FunctionOutcome } from '../release/outcome.ts';
import type { FailReason } from '../statistics/reason-codes.ts';
import { failureInstead } from './differences-seen.ts';
import { codeSpan } from './escape-markdown.ts';
import { forecastOf } from './forecast.ts';
import { otherFailures } from './headline-failed.ts';
import { markdown } from './marks.ts';
import { about, count, percent, utc } from './quantity.ts';
import { runLink } from './run-link.ts';
import { capitalised, listed } from './sentences.ts';
import { silenceOf, silentForMs } from './silence.ts';
import { unheardLine } from './unheard-approvals.ts';

/** Who may do what now, in Markdown: one line with commands ready to copy; null where nobody can do anything. */
export function nextActionOf(outcome: FunctionOutcome): string | null {
  const { facts, rest } = outcome;
  const { headSha } = facts.pullRequest;
  switch (rest.reason) {
    case 'ready':
      return readyLine(facts);
    case 'needs-consent':
      return `${second('write', facts)} reads the change first, then comments \`/scientist soak ${headSha}\``;
    case 'collecting':
      return collectingLine(outcome);
    case 'watching':
    case 'promoted':
      return `Anybody with write access brings the old one back: \`/scientist rollback\`. ${logs(facts)}${settled(facts.stores.override?.atMs, facts)}`;
    case 'failed':
      return `${alsoFailed(outcome)}Push a commit that mends it: a change of content starts a new soak.${logsOfFailures(facts)}`;
    case 'rolled-back':
      return `Push a commit that changes the content: what was taken back is not promoted again.${settled(rest.atMs, facts)}`;
    case 'undefined-experiment':
      return 'Put it back into experiments.yml, or take the function out of .github/scientist.yml.';
    case 'other-control':
      return 'Name the same function in both.';
    case 'superseded':
      return 'Push a commit to compare with the control of today. `/scientist rollback` tidies up what was promoted.';
    case 'behind':
      return `Merge the base branch into this one; the soak goes on where its content stays the same. ${changed(rest.files)}`;
    case 'known-bad':
      return 'Push a commit that mends it: what failed is not compared a second time.';
    case 'invalid':
      return `${invalidAdvice(outcome)} The soak goes on: its latest rows will say so.`;
    case 'inconclusive':
      return 'A commit that changes the content starts a new soak: give that one longer (`soak.max`), a smaller claim (`claim`) or more traffic.';
    case 'package-failed':
      return `Mend ${packageRun(facts)} and push, or run it again.`;
    case 'package-unusable':
      return 'Mend that and push: a new package run is judged anew.';
    case 'cannot-clone':
      return 'Take that setting off the function, or leave it out of `.github/scientist.yml`. Which settings a clone can have is in docs/cloning.md.';
    case 'setting-refused':
      return 'Leave it out of the package, or allow it by name under `allow` of the function in `.github/scientist.yml` of the base branch (docs/cloning.md).';
    case 'no-package':
      return 'If it does not come: is `.github/workflows/scientist-package.yml` on this branch, and may it run?';
    case 'package-running':
      return 'Nothing to do: the gate goes on when it is finished.';
    case 'other-promotion':
      return 'Merge that pull request, or take it back there with `/scientist rollback`.';
    case 'clock-behind':
      return 'Another run decides, once clocks agree; if it stays, set the clock of the runner.';
    case 'stopped':
      return facts.stores.soak?.mayResume === false
        ? 'A commit that changes the content starts a new soak.'
        : 'The next push soaks again, with the comparisons so far where its content is the same.';
    case 'evidence-expired':
      return 'A commit that changes the content starts a new soak.';
    case 'not-packaged':
      if (rest.files === null) {
        return 'Let the package workflow package it, or split the pull request: of more than 3,000 files nobody can tell whose they are.';
      }
      return rest.files.length === 0
        ? null
        : `Let the package workflow package it, or take what is not the function’s out of its \`paths\`. ${changed(rest.files)}`;
    case 'nothing-changed':
    case 'closing':
    case 'closed':
      return null;
  }
}

/** Whoever approved in vain waits for nothing, so that it is said; not where no approval would count now. */
function readyLine(facts: Facts): string {
  const unheard = objectorsAmong(facts.policy, facts.reviews).length > 0 ? '' : unheardLine(facts);
  return unheard === '' ? promoteLine(facts) : `${promoteLine(facts)}\n\n${unheard}`;
}

function packageRun({ packaged }: Facts): string {
  return runLink('the package workflow’s run', packaged.state === 'failed' ? packaged.url : undefined);
}

function promoteLine(facts: Facts): string {
  const { promoteOn, approvers } = facts.policy;
  const command = `comments \`/scientist promote ${facts.pullRequest.headSha}\``;
  const objectors = promoteOn === 'merge' ? [] : objectorsAmong(facts.policy, facts.reviews);
  if (objectors.length > 0) {
    const who = listed(objectors.map((login) => markdown.login(login)));
    return `Nothing is promoted while ${who} ask${objectors.length === 1 ? 's' : ''} for changes: a new review of theirs, or dismissing that one, ends it`;
  }
  if (promoteOn !== 'merge' && approvalsNeeded(facts.policy, facts.pullRequest) === 2) {
    const how = promoteOn === 'approval' ? 'approve this commit, or comment' : 'comment';
    return `Two people with ${approvers.permission} access, neither its author nor the last to push, ${how} ${command.slice('comments '.length)}: nobody can tell who wrote its commits`;
  }
  switch (promoteOn) {
    case 'approval':
      return `${second(approvers.permission, facts)} approves this commit, or ${command}`;
    case 'command':
      return `${second(approvers.permission, facts)} ${command}`;
    case 'merge':
      return 'Merge it when you like; nothing is promoted by the gate here.';
  }
}

/** `Somebody with write access who is neither its author nor the last to push` */
function second(permission: string, { policy }: Facts): string {
  const person = `Somebody with ${permission} access`;
  return policy.approvers.self ? person : `${person} who is neither its author nor the last to push`;
}

function collectingLine(outcome: FunctionOutcome): string {
  const stop = '`/scientist stop` ends the soak.';
  const forecast = forecastOf(outcome);
  if (forecast === null || silentForMs(outcome.facts) !== null) {
    return `${silenceOf(outcome.facts, markdown).advice} ${stop}`;
  }
  if (forecast.endsBefore === null) {
    return `Nothing to do. ${stop}`;
  }
  const claim =
    forecast.claim === null
      ? ''
      : `, or claim less: \`claim: ${percent(forecast.claim.rate).replace(' ', '')}\` takes ${about(forecast.claim.remainingMs)}`;
  const longer = forecast.endsBefore === 'time' ? '`soak.max`' : '`soak.rows`';
  return `Raise ${longer} in .github/scientist.yml${claim}. ${stop}`;
}

function invalidAdvice({ verdict }: FunctionOutcome): string {
  return verdict?.reasons.includes('observations-lost')
    ? 'The log of the runtime’s observer says why; a lower `soak.ramp` asks less of it.'
    : 'Give the shadow role what the function reads, or tell experiments.yml to ignore what varies by itself.';
}

const failedCriteria: Readonly<Record<FailReason, string>> = {
  'unexplained-difference': 'differences',
  differences: 'differences',
  'accepted-difference-grew': 'an accepted difference',
  errors: 'errors',
  latency: 'latency',
  tail: 'tail latency',
  'tail-guard': 'the guard of tail latency',
  cost: 'cost',
};

function alsoFailed(outcome: FunctionOutcome): string {
  const others = outcome.verdict === null ? [] : otherFailures(outcome.verdict);
  const names = [...new Set(others.map((reason) => failedCriteria[reason]))];
  return names.length === 0 ? '' : `${capitalised(listed(names))} failed as well. `;
}

function logs({ stores: { override } }: Facts): string {
  return logsOf(override?.now);
}

/** Why a candidate failed, only its log says. */
function logsOfFailures(facts: Facts): string {
  const logged = failureInstead(facts) === null ? '' : logsOf(facts.stores.soak?.candidate);
  return logged === '' ? '' : ` ${logged}`;
}

function logsOf(functionArn: string | undefined): string {
  const name = /:function:([^:]+)/.exec(functionArn ?? '')?.[1];
  return name === undefined ? '' : `Logs are in ${codeSpan(`/aws/lambda/${name}`)}.`;
}

/** Fronts look at the definition now and then: until all have, some clients meet what served before. */
function settled(atMs: number | undefined, { nowMs }: Facts): string {
  return atMs === undefined || nowMs >= atMs + definitionMaxAgeMs
    ? ''
    : ` Until ${utc(atMs + definitionMaxAgeMs + 59_999)} some clients may still meet the one before.`;
}

function changed(files: readonly string[]): string {
  const shown = files.slice(0, 3).map((file) => codeSpan(file, 80));
  const more = files.length - shown.length;
  return `Changed there: ${shown.join(', ')}${more > 0 ? ` and ${count(more)} more` : ''}.`;
}
