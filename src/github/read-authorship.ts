import { leastOf } from '../release/authorisation.ts';
import type { Authorship, PullRequestView } from '../release/facts.ts';
import type { Permission } from '../release/permission.ts';
import type { GithubRepository } from './github-repository.ts';
import { listContributors } from './list-contributors.ts';
import { readLastPusher } from './read-last-pusher.ts';

/**
 * Whose work a pull request is: who pushed its head, behind a bot or nobody known who made its commits, and what a
 * person may do where consent hangs on that.
 */
export async function readAuthorship(
  repository: GithubRepository,
  { number, author, commitCount, fromFork, ...head }: PullRequestView,
  isPrivate: boolean,
  permissionOf: (login: string) => Promise<Permission>,
): Promise<Authorship> {
  const { headRepository, headRef, headSha } = head;
  const pusher = await readLastPusher(repository, {
    repository: headRepository,
    ref: headRef,
    sha: headSha,
  });
  if (!pusher?.isPerson) {
    const contributors = await listContributors(repository, number, commitCount);
    return { lastPusher: pusher?.login ?? null, contributors, leastPermission: null };
  }
  const leastPermission =
    isPrivate || fromFork ? null : leastOf(await Promise.all([author, pusher.login].map(permissionOf)));
  return { lastPusher: pusher.login, contributors: [], leastPermission };
}
