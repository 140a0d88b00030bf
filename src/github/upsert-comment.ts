import { ScientistError } from '../errors.ts';
import { commentsFrom, type PostedComment } from '../inputs/comment.ts';
import { hasCommentKey } from '../report/comment-key.ts';
import { askGithub } from './ask-github.ts';
import { type GithubRepository, inRepository } from './github-repository.ts';
import { listComments } from './list-comments.ts';
import { isSameText } from './same-text.ts';

/** GitHub refuses comments somewhere above this; whoever writes the body keeps below it. */
export const maxCommentBytes = 60_000;

/**
 * Keeps the one comment of a pull request: creates, edits or leaves it, and returns its URL. It is ours if it
 * begins with the hidden key *and* our account wrote it: the key alone anybody can copy.
 * `ownLogin` is asked only where a comment with the key stands. `listed` are the pull request's comments as this run
 * has listed them, null where it has not: ours is looked for there first, but none is created before they were listed
 * anew, so that there are never two. Throws `InvalidInput` for a body without the
 * key or above `maxCommentBytes`.
 */
export async function upsertComment(
  repository: GithubRepository,
  number: number,
  body: string,
  ownLogin: () => Promise<string>,
  listed: unknown = null,
): Promise<string> {
  assertPostable(body);
  const { rest } = repository.octokit;
  const known = listed === null ? null : await ownAmong(listed, ownLogin);
  const own = known ?? (await ownAmong(await listComments(repository, number), ownLogin));
  if (own === null) {
    const { data } = await askGithub('create the comment', () =>
      rest.issues.createComment({
        ...inRepository(repository),
        issue_number: number,
        body,
        // A second attempt after a lost answer would be a second comment.
        request: { retries: 0 },
      }),
    );
    return data.html_url;
  }
  if (isSameText(own.body, body)) {
    return own.url;
  }
  await askGithub('edit the comment', () =>
    rest.issues.updateComment({ ...inRepository(repository), comment_id: own.id, body }),
  );
  return own.url;
}

async function ownAmong(comments: unknown, ownLogin: () => Promise<string>): Promise<PostedComment | null> {
  const keyed = commentsFrom(comments).filter(({ body }) => hasCommentKey(body));
  if (keyed.length === 0) {
    return null;
  }
  const login = await ownLogin();
  return keyed.find(({ by }) => by === login) ?? null;
}

function assertPostable(body: string): void {
  const bytes = Buffer.byteLength(body, 'utf8');
  if (bytes > maxCommentBytes || !hasCommentKey(body)) {
    throw new ScientistError('InvalidInput', {
      expected: `a comment that begins with its key, of at most ${maxCommentBytes} bytes`,
      found: `${bytes} bytes ${hasCommentKey(body) ? 'with' : 'without'} a key`,
      remedy: 'This is a fault of serverless-scientist: please report it.',
    });
  }
}
