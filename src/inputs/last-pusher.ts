import * as z from 'zod';
import { parseAnswer } from './outside-data.ts';

const activitiesSchema = z.array(
  z.object({ after: z.string(), actor: z.object({ login: z.string() }).nullable() }),
);

const account = z.object({ login: z.string().optional() }).nullable();
const commitSchema = z.object({ author: account, committer: account });

/** Whoever the web interface commits as; the person is then the author. */
const webInterface = 'web-flow';

/** From `GET /repos/{owner}/{repo}/activity`, newest first: who moved the branch to this commit, or null. */
export function pusherFrom(answer: unknown, headSha: string): string | null {
  const activities = parseAnswer('a list of pushes', activitiesSchema, answer);
  return activities.find(({ after }) => after === headSha)?.actor?.login ?? null;
}

/**
 * From `GET /repos/{owner}/{repo}/commits/{sha}`: the account behind the committer's address. The committer
 * writes that address, so this is only a stand-in where GitHub does not tell who pushed.
 */
export function committerFrom(answer: unknown): string | null {
  const { author, committer } = parseAnswer('a commit', commitSchema, answer);
  return committer?.login === undefined || committer.login === webInterface
    ? (author?.login ?? null)
    : committer.login;
}
