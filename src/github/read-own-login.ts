import * as z from 'zod';
import { parseAnswer } from '../inputs/outside-data.ts';
import { askGithub, failureOf } from './ask-github.ts';
import type { GithubRepository } from './github-repository.ts';

const viewerSchema = z.object({ viewer: z.object({ login: z.string().min(1) }) });
const userSchema = z.object({ login: z.string().min(1) });

/** Who writes with a workflow's own token. */
const workflowLogin = 'github-actions[bot]';

/**
 * Login of the account that this token writes as. REST tells it for people's tokens only, GraphQL for apps'
 * too; a server that refuses both questions can only have been asked with a workflow's token.
 * Throws `Unavailable` where a question went unanswered, since guessing would post second comments.
 */
export async function readOwnLogin({ octokit }: GithubRepository): Promise<string> {
  const viewer = await orRefused(() => octokit.graphql('{ viewer { login } }'));
  if (viewer !== null) {
    return parseAnswer('the account of the token', viewerSchema, viewer).viewer.login;
  }
  const user = await orRefused(() => octokit.rest.users.getAuthenticated());
  return user === null ? workflowLogin : parseAnswer('the account of the token', userSchema, user.data).login;
}

/** Null where the server said no, rather than nothing. */
async function orRefused<T>(ask: () => Promise<T>): Promise<T | null> {
  return askGithub('say whose token this is', async () => {
    try {
      return await ask();
    } catch (thrown) {
      const status = failureOf(thrown)?.status;
      const isRefused = thrown instanceof Error && thrown.name === 'GraphqlResponseError';
      if (isRefused || status === 403 || status === 404) {
        return null;
      }
      throw thrown;
    }
  });
}
