import { type ErrorStory, ScientistError, storyOf } from '../errors.ts';
import { editsQuery, maxEditsAsked, uneditedFrom } from '../inputs/comment-edits.ts';
import type { CommandComment } from '../release/pull-request-facts.ts';
import { askGithub } from './ask-github.ts';
import type { GithubRepository } from './github-repository.ts';

type Proven<T> = Omit<T, 'nodeId'> & Pick<CommandComment, 'unproven'>;

/**
 * Those of the comments, read before, that were never edited. Asked after their texts were read: an edit in between
 * shows, one afterwards changes nothing that was read. Where GitHub does not tell, they are kept with the reason: their
 * words may be somebody else's.
 */
export async function keepUnedited<T extends { readonly nodeId: string; readonly commentId: number }>(
  repository: GithubRepository,
  comments: readonly T[],
): Promise<readonly Proven<T>[]> {
  const kept: Proven<T>[] = [];
  for (let start = 0; start < comments.length; start += maxEditsAsked) {
    const asked = comments.slice(start, start + maxEditsAsked);
    const told = await askOrWhyNot(
      repository,
      asked.map(({ nodeId }) => nodeId),
    );
    for (const { nodeId, ...comment } of asked) {
      if (!('unedited' in told)) {
        kept.push({ ...comment, unproven: told.unproven });
      } else if (told.unedited.has(comment.commentId)) {
        kept.push({ ...comment, unproven: null });
      }
    }
  }
  return kept;
}

async function askOrWhyNot(
  { octokit }: GithubRepository,
  ids: readonly string[],
): Promise<{ readonly unedited: ReadonlySet<number> } | { readonly unproven: ErrorStory }> {
  try {
    const asked = () => answered(octokit.graphql(editsQuery, { ids }));
    return { unedited: uneditedFrom(await askGithub('say which comments were edited', asked)) };
  } catch (thrown) {
    return { unproven: storyOf(thrown) };
  }
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
          remedy: 'The next run asks again; until then only stop and rollback count.',
        },
        thrown,
      );
    }
    throw thrown;
  }
}
