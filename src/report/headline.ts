import { rowRetentionMs } from '../../scientist-runtime/contract/row-retention.ts';
import type { FunctionOutcome } from '../release/outcome.ts';
import type { Rest } from '../release/step.ts';
import { collectingHeadline } from './headline-collecting.ts';
import { failedHeadline } from './headline-failed.ts';
import { inconclusiveHeadline, invalidHeadline } from './headline-open.ts';
import { promotedHeadline, rolledBackHeadline, watchingHeadline } from './headline-production.ts';
import { readyHeadline } from './headline-ready.ts';
import { type Marks, markdown } from './marks.ts';
import { counted, span, utc } from './quantity.ts';
import { closed } from './sentences.ts';

/** One sentence or two with the decision and its reason. Numbers carry their n. */
export function headlineOf(outcome: FunctionOutcome, marks: Marks = markdown): string {
  const { facts, rest } = outcome;
  const name = marks.code(facts.function.key);
  switch (rest.reason) {
    case 'nothing-changed':
      return `${name} is what production runs already: nothing to compare.`;
    case 'not-packaged':
      if (rest.files === null) {
        return `The package does not contain ${name}, and more files changed than GitHub lists: nothing could be compared.`;
      }
      return rest.files.length === 0
        ? `The package does not contain ${name}: nothing to compare.`
        : `The package does not contain ${name}, although ${counted(rest.files.length, 'file')} of it changed: nothing could be compared.`;
    case 'no-package':
      return `Waiting for the package of ${name}: no package run of this commit was found yet.`;
    case 'package-running':
      return `Waiting for the package of ${name}: its run is not finished.`;
    case 'package-failed':
      return `${name} could not be packaged: its package run failed. Nothing of this commit was deployed.`;
    case 'package-unusable':
      return `The package of ${name} cannot be used: ${closed(marks.words(rest.problem))}`;
    case 'cannot-clone':
      return `${name} cannot be soaked: ${closed(marks.words(rest.problem))} A clone would be another function.`;
    case 'setting-refused':
      return `The package of ${name} cannot be used: ${closed(marks.words(rest.problem, 800))}`;
    case 'needs-consent':
      return `${name} is ${outcome.facts.pullRequest.fromFork ? 'from a fork' : 'not pushed by a maintainer'}: somebody with write access must allow it to see production requests.`;
    case 'other-promotion':
      return `Waiting: ${marks.code(rest.release)} serves production and is not settled by a merge yet.`;
    case 'undefined-experiment':
      return `The experiment of ${name} is gone from experiments.yml: nothing can be compared.`;
    case 'other-control':
      return `${name} cannot be compared: .github/scientist.yml and experiments.yml name different controls, ${marks.code(facts.function.control, 200)} and ${marks.code(facts.stores.controlArn, 200)}.`;
    case 'closing':
      return `${ended(outcome)}: what was deployed for ${name} goes once nothing can name it any more.`;
    case 'superseded':
      return `Not in force any more: experiments.yml names another control now, ${marks.code(facts.stores.controlArn, 200)}. The promotion of ${name} was made over the one before.`;
    case 'behind':
      return `Passed, but ${counted(rest.files.length, 'file')} of ${name} changed on the base branch since: what would be merged was not soaked.`;
    case 'evidence-expired':
      return `Expired: the comparisons of ${name} are kept for ${span(rowRetentionMs)}, and what is left of them decides nothing. It has to be soaked again.`;
    case 'clock-behind':
      return `Waiting: the soak of ${name} lies ${span(rest.behindMs)} in the future for the clock of this run.`;
    case 'known-bad':
      return `This content of ${name} has failed already: in pull request ${rest.pullRequest}, at ${utc(rest.atMs)}, against the same control.`;
    case 'collecting':
      return collectingHeadline(outcome, marks);
    case 'failed':
      return failedHeadline(outcome, marks);
    case 'invalid':
      return invalidHeadline(outcome, marks);
    case 'inconclusive':
      return inconclusiveHeadline(outcome, marks);
    case 'stopped':
      return stoppedHeadline(outcome, rest, marks);
    case 'ready':
      return readyHeadline(outcome);
    case 'watching':
      return watchingHeadline(outcome, rest, marks);
    case 'promoted':
      return promotedHeadline(outcome, marks);
    case 'rolled-back':
      return rolledBackHeadline(outcome, rest, marks);
    case 'closed':
      return `${ended(outcome)}: everything that was deployed for ${name} is gone.`;
  }
}

/** Who stopped it and when, where a person did; else why it stopped. */
function stoppedHeadline(
  { facts }: FunctionOutcome,
  { because }: Extract<Rest, { readonly reason: 'stopped' }>,
  marks: Marks,
): string {
  const name = marks.code(facts.function.key);
  const command = facts.journal.findLast(
    (entry) =>
      entry.kind === 'command' &&
      entry.command === 'stop' &&
      entry.accepted &&
      entry.headSha === facts.pullRequest.headSha &&
      because === `@${entry.by} asked for it`,
  );
  return command?.kind === 'command'
    ? `Stopped at ${utc(command.atMs)} by ${marks.login(command.by)}: no request is handed to ${name} any more.`
    : `Stopped: ${closed(marks.words(because))} No request is handed to ${name} any more.`;
}

function ended({ facts }: FunctionOutcome): string {
  return facts.pullRequest.state === 'merged' ? 'Merged' : 'Closed';
}
