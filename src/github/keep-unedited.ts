import { ScientistError } from '../errors.ts';
import { editsQuery, maxEditsAsked, uneditedFrom } from '../inputs/comment-edits.ts';
import { askGithub } from './ask-github.ts';
import type { GithubRepository } from './github-repository.ts';

/**
 * Those of the comments, read before, that were never edited. Asked after their texts were read: an edit in between
 * shows, one afterwards changes nothing that was read. Throws where GitHub does not tell: a command whose words may
 * be somebody else's is none.
 */
export async function keepUnedited<T extends { readonly nodeId: string }>(
  { octokit }: GithubRepository,
  comments: readonly T[],
): Promise<readonly T[]> {
  const kept: T[] = [];
  for (let start = 0; start < comments.length; start += maxEditsAsked) {
    const asked = comments.slice(start, start + maxEditsAsked);
    const ids = asked.map(({ nodeId }) => nodeId);
    const unedited = uneditedFrom(
      await askGithub('say which comments were edited', () => answered(octokit.graphql(editsQuery, { ids }))),
    );
    kept.push(...asked.filter(({ nodeId }) => unedited.has(nodeId)));
  }
  return kept;
}

/** GraphQL says no in an answer of status 200: a comment that was deleted meanwhile, or one it may not show. */
async function answered(asked: Promise<unknown>): Promise<unknown> {
  try {
    return await asked;
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'GraphqlResponseError') {
      throw new ScientistError(
        'Unavailable',
        {
          expected: 'GitHub to say which comments were edited',
          found: `GitHub answered: ${thrown.message.slice(0, 300)}`,
          remedy: 'The next run asks again; without it no command counts.',
        },
        thrown,
      );
    }
    throw thrown;
  }
}
