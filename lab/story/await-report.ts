import { awaitSight } from './await-sight.ts';
import type { Pull } from './change-branch.ts';
import type { Story } from './open-story.ts';
import { type Evidence, findEvidence } from './read-evidence.ts';
import { type ReportCheck, type ReportComment, readCheck, readComment } from './read-report.ts';

/** Waits until the gate's comment has a headline like this. */
export function awaitHeadline(
  story: Story,
  pull: Pick<Pull, 'number'>,
  headline: RegExp,
  withinSeconds: number,
): Promise<ReportComment> {
  return awaitSight(story, {
    awaited: `a comment on pull request ${pull.number} whose headline is like ${headline}`,
    withinSeconds,
    look: async () => {
      const comment = await readComment(story.author, pull.number);
      if (comment === null) return { seen: 'no comment' };
      return headline.test(comment.headline) ? { found: comment } : { seen: plain(comment.headline) };
    },
  });
}

/** Waits until the check of a head is completed with this conclusion. */
export function awaitCheck(
  story: Story,
  { headSha }: Pick<Pull, 'headSha'>,
  conclusion: 'success' | 'failure',
  withinSeconds: number,
): Promise<ReportCheck> {
  return awaitSight(story, {
    awaited: `the check of ${headSha} to end with ${conclusion}`,
    withinSeconds,
    look: async () => {
      const check = await readCheck(story.author, headSha);
      if (check === null) return { seen: `no check of ${headSha}` };
      return check.conclusion === conclusion
        ? { found: check }
        : { seen: `${check.conclusion ?? check.status}: ${check.title}` };
    },
  });
}

/** A verdict as GitHub shows it, with the evidence that the check's hash leads to. */
export interface SeenVerdict {
  readonly comment: ReportComment;
  readonly check: ReportCheck;
  readonly evidence: Evidence;
}

/**
 * Waits for a verdict on a head. Throws an Error where the evidence in the bucket is not the one whose hash stands in
 * the check, or speaks of another head.
 */
export async function awaitVerdict(
  story: Story,
  pull: Pull,
  conclusion: 'success' | 'failure',
  withinSeconds: number,
): Promise<SeenVerdict> {
  const check = await awaitCheck(story, pull, conclusion, withinSeconds);
  const comment = await awaitSight(story, {
    awaited: `the comment on pull request ${pull.number} to say what its check says`,
    withinSeconds: 20,
    look: async () => {
      // The check is published first: it is what a merge waits for.
      const found = await readComment(story.author, pull.number);
      return found?.body.includes(check.evidenceSha256) === true
        ? { found }
        : { seen: found?.headline ?? 'no comment' };
    },
  });
  const evidence = await findEvidence(story.account, check.evidenceSha256);
  if (evidence === null)
    throw new Error(`no evidence in the bucket has the sha256 of the check, "${check.evidenceSha256}"`);
  if (evidence.headSha !== pull.headSha)
    throw new Error(`the evidence of ${pull.headSha} speaks of ${evidence.headSha}`);
  return { comment, check, evidence };
}

/** A headline without its Markdown. */
export function plain(markdown: string): string {
  return markdown.replaceAll('`', '').replaceAll('\u200b', '');
}
