import type { PullRequestOutcome } from '../release/outcome.ts';
import { renderComment } from './comment.ts';

/** GitHub refuses a job summary past 1 MiB; runs over many pull requests must stay below. */
const maxBytes = 1_000_000;

/** The job summary: what each pull request's comment says, one after the other. */
export function renderSummary(outcomes: readonly PullRequestOutcome[]): string {
  if (outcomes.length === 0) {
    return 'Nothing to do for this event.\n';
  }
  let summary = '';
  for (const outcome of outcomes) {
    const section = `## Pull request ${outcome.pullRequest.number}\n\n${renderComment(outcome)}\n`;
    if (Buffer.byteLength(summary + section, 'utf8') > maxBytes) {
      return `${summary}… and more: see the comments.\n`;
    }
    summary += section;
  }
  return summary;
}
