import type { FunctionOutcome, PullRequestOutcome } from '../release/outcome.ts';
import { renderComment } from './comment.ts';
import { headlineOf } from './headline.ts';

/** The check as GitHub shows it. */
export interface CheckReport {
  readonly headSha: string;
  readonly status: 'in_progress' | 'completed';
  /** Never `neutral`: GitHub counts neutral as passed. Null while in progress. */
  readonly conclusion: 'success' | 'failure' | null;
  readonly title: string;
  readonly summary: string;
  readonly text: string;
  /** Evidence of the verdict, or empty: what GitHub keeps with the check for machines. */
  readonly externalId: string;
}

type State = 'success' | 'failure' | 'in_progress';

/** The check `scientist`: success only for a pass, a promotion that stands, or a change that changes nothing. */
export function renderCheck(outcome: PullRequestOutcome): CheckReport {
  const { pullRequest, functions, problems } = outcome;
  const states: State[] = [...problems.map((): State => 'failure'), ...functions.map(stateOf)];
  const state = worst(states);
  return {
    headSha: pullRequest.headSha,
    status: state === 'in_progress' ? 'in_progress' : 'completed',
    conclusion: state === 'in_progress' ? null : state,
    title: titleOf(outcome),
    summary: states.length === 0 ? 'No function changed: nothing to compare.' : renderComment(outcome),
    text: '',
    externalId: evidenceOf(functions),
  };
}

/** What a resting function means for the merge button. */
export function stateOf({ facts, rest }: FunctionOutcome): State {
  switch (rest.reason) {
    case 'nothing-changed':
    case 'not-packaged':
    case 'ready':
      return 'success';
    case 'watching':
    case 'promoted':
      return facts.stores.soak?.headSha === facts.pullRequest.headSha ? 'success' : 'failure';
    case 'no-package':
    case 'package-running':
    case 'needs-consent':
    case 'other-promotion':
    case 'collecting':
      return 'in_progress';
    case 'package-failed':
    case 'package-unusable':
    case 'cannot-clone':
    case 'failed':
    case 'invalid':
    case 'inconclusive':
    case 'stopped':
    case 'rolled-back':
    case 'undefined-experiment':
    case 'other-control':
    case 'closing':
    case 'superseded':
    case 'behind':
    case 'closed':
      return 'failure';
  }
}

function worst(states: readonly State[]): State {
  if (states.includes('failure')) {
    return 'failure';
  }
  return states.includes('in_progress') ? 'in_progress' : 'success';
}

function titleOf({ functions, problems }: PullRequestOutcome): string {
  const [problem] = problems;
  if (problem !== undefined) {
    return `Cannot judge: ${problem.story.found}`.slice(0, 200);
  }
  const [first, ...more] = functions;
  if (first === undefined) {
    return 'No function changed: nothing to compare.';
  }
  const title = headlineOf(first)
    .replaceAll('`', '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
  return (more.length === 0 ? title : `${title} (and ${more.length} more)`).slice(0, 200);
}

function evidenceOf(functions: readonly FunctionOutcome[]): string {
  const hashes = functions.flatMap(({ facts }) => {
    const last = facts.journal.findLast(
      (entry) => entry.kind === 'verdict' && entry.evidenceKey === facts.evidenceKey,
    );
    return last?.kind === 'verdict' ? [last.evidenceSha256] : [];
  });
  return hashes.join(',').slice(0, 250);
}
