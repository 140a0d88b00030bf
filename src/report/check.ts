import type { FunctionOutcome, PullRequestOutcome } from '../release/outcome.ts';
import { stateOf, worstState } from './check-state.ts';
import { renderComment } from './comment.ts';
import { oneLine } from './escape-markdown.ts';
import { isOfThisHead, publishedVerdict } from './evidence-section.ts';
import { headlineOf } from './headline.ts';
import { plainText } from './marks.ts';
import { overviewOf } from './overview.ts';
import { problemHeadline } from './problem-headline.ts';

/** The check as GitHub shows it. */
export interface CheckReport {
  readonly headSha: string;
  readonly status: 'in_progress' | 'completed';
  /** Never `neutral`: GitHub counts neutral as passed. Null while in progress. */
  readonly conclusion: 'success' | 'failure' | null;
  /** Plain text of at most 200 characters. */
  readonly title: string;
  readonly summary: string;
  readonly text: string;
  /** Evidence of the verdict, or empty: what GitHub keeps with the check for machines. */
  readonly externalId: string;
}

const maxTitleLength = 200;
/** Hashes in one external id: whole ones only. */
const maxHashes = 3;

/** The check `scientist`: success only for a pass, a promotion that stands, or a change that changes nothing. */
export function renderCheck(outcome: PullRequestOutcome): CheckReport {
  const { pullRequest, functions, problems } = outcome;
  const state = worstState([...problems.map(() => 'failure' as const), ...functions.map(stateOf)]);
  const idle = functions.length === 0 && problems.length === 0;
  return {
    headSha: pullRequest.headSha,
    status: state === 'in_progress' ? 'in_progress' : 'completed',
    conclusion: state === 'in_progress' ? null : state,
    title: oneLine(titleOf(outcome), maxTitleLength),
    summary: idle ? 'No function changed: nothing to compare.' : renderComment(outcome),
    text: '',
    externalId: evidenceOf(functions),
  };
}

/**
 * The check of a commit that several pull requests have as their head. GitHub shows one for all of them, so the worst
 * of theirs counts, whichever was looked at last.
 */
export function renderSharedCheck(
  first: PullRequestOutcome,
  ...others: readonly PullRequestOutcome[]
): CheckReport {
  const own = { outcome: first, check: renderCheck(first) };
  if (others.length === 0) {
    return own.check;
  }
  const all = [own, ...others.map((outcome) => ({ outcome, check: renderCheck(outcome) }))];
  const worst = worstState(all.map(({ check }) => check.conclusion ?? 'in_progress'));
  const { outcome, check } = all.find((one) => (one.check.conclusion ?? 'in_progress') === worst) ?? own;
  const title = `#${outcome.pullRequest.number}, one of ${all.length} pull requests with this commit: ${check.title}`;
  return { ...check, title: oneLine(title, maxTitleLength) };
}

function titleOf(outcome: PullRequestOutcome): string {
  const { functions, problems } = outcome;
  if (functions.length + problems.length > 1) {
    return overviewOf(outcome, plainText);
  }
  const [problem] = problems;
  if (problem !== undefined) {
    return problemHeadline(problem, plainText);
  }
  const [first] = functions;
  return first === undefined ? 'No function changed: nothing to compare.' : headlineOf(first, plainText);
}

function evidenceOf(functions: readonly FunctionOutcome[]): string {
  return functions
    .flatMap(({ facts }) => (isOfThisHead(facts) ? (publishedVerdict(facts)?.evidenceSha256 ?? []) : []))
    .slice(0, maxHashes)
    .join(',');
}
