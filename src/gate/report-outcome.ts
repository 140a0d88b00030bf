import type { PullRequestOutcome } from '../release/outcome.ts';
import { renderCheck } from '../report/check.ts';
import { renderComment } from '../report/comment.ts';
import type { Ports } from './ports.ts';

/**
 * Brings check and comment up to what the outcome says; each is written only where it changed. A pull request
 * that concerns no function gets a check, since it may be required, but no comment. Returns the comment's URL.
 */
export async function reportOutcome(
  ports: Pick<Ports, 'github'>,
  outcome: PullRequestOutcome,
): Promise<string | null> {
  const concerned = outcome.functions.length > 0 || outcome.problems.length > 0;
  const { number } = outcome.pullRequest;
  const url = concerned ? await ports.github.upsertComment(number, renderComment(outcome)) : null;
  await ports.github.publishCheck(renderCheck(outcome));
  return url;
}
