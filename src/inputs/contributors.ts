import * as z from 'zod';
import { parseAnswer } from './outside-data.ts';

const account = z.object({ login: z.string().optional(), type: z.string().optional() }).nullish();
const commitsSchema = z.array(
  z.object({
    author: account,
    committer: account,
    commit: z.object({ verification: z.object({ verified: z.boolean() }).optional() }),
  }),
);

/** Whoever the web interface commits as; the person is then the author. */
const webInterface = 'web-flow';

/**
 * Bots that commit, signed, whatever somebody tells them: a workflow's token (GraphQL `createCommitOnBranch`) does
 * for everybody who may push a workflow, an agent for everybody who may ask it.
 */
const mouthpieces: readonly string[] = ['github-actions[bot]', 'copilot-swe-agent[bot]', 'copilot'];

/**
 * Logins of the people behind a pull request's commits, authors and committers, from
 * `GET /repos/{owner}/{repo}/pulls/{number}/commits`; null where that is not known: a commit is not listed (GitHub
 * stops at 250), belongs to no account, bears no signature that GitHub verified, so that its names are only what
 * somebody wrote into it, or was made by a bot that anybody may have told to.
 */
export function contributorsFrom(answer: unknown, commitCount: number): readonly string[] | null {
  const commits = parseAnswer('a list of commits', commitsSchema, answer);
  const people = new Set<string>();
  for (const { author, committer, commit } of commits) {
    if (commit.verification?.verified !== true) {
      return null;
    }
    for (const behind of [author, committer]) {
      if (behind?.login === undefined || mouthpieces.includes(behind.login.toLowerCase())) {
        return null;
      }
      if (behind.login !== webInterface && behind.type === 'User') {
        people.add(behind.login);
      }
    }
  }
  return commits.length < commitCount ? null : [...people];
}
