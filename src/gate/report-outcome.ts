import type { PullRequestOutcome } from '../release/outcome.ts';
import { renderSharedCheck } from '../report/check.ts';
import { renderComment } from '../report/comment.ts';
import type { Ports } from './ports.ts';

/** Brings the check of one commit up to what the outcomes say; it is written only where it changed. */
export async function reportCheck(
  ports: Pick<Ports, 'github'>,
  ...[first, ...others]: readonly [PullRequestOutcome, ...PullRequestOutcome[]]
): Promise<void> {
  await ports.github.publishCheck(renderSharedCheck(first, ...others));
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
