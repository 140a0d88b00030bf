import type { PullRequestOutcome } from '../release/outcome.ts';
import { renderCheck } from '../report/check.ts';
import { renderComment } from '../report/comment.ts';
import type { Ports } from './ports.ts';

/** Brings the check up to what the outcome says; it is written only where it changed. */
export async function reportCheck(ports: Pick<Ports, 'github'>, outcome: PullRequestOutcome): Promise<void> {
  await ports.github.publishCheck(renderCheck(outcome));
}

/**
 * Brings the comment up to what the outcome says and returns its URL. A pull request that concerns no function has a
 * check, since that may be required, but no comment: null.
 */
export async function reportComment(
  ports: Pick<Ports, 'github'>,
  outcome: PullRequestOutcome,
): Promise<string | null> {
  const concerned = outcome.functions.length > 0 || outcome.problems.length > 0;
  return concerned ? ports.github.upsertComment(outcome.pullRequest.number, renderComment(outcome)) : null;
}
