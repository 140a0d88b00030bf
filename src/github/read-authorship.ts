import { type ErrorStory, storyOf } from '../errors.ts';
import { leastOf } from '../release/authorisation.ts';
import type { Permission } from '../release/permission.ts';
import type { Authorship, PullRequestView } from '../release/pull-request-facts.ts';
import type { GithubRepository } from './github-repository.ts';
import { listContributors } from './list-contributors.ts';
import { readLastPusher } from './read-last-pusher.ts';

/**
 * Whose work a pull request is: who pushed its head, behind a bot or nobody known who made its commits, and what a
 * person may do where consent hangs on that. What cannot be read is said in `unread` and stays unknown: it must not keep
 * a rollback from being heard.
 */
export async function readAuthorship(
  repository: GithubRepository,
  { number, author, commitCount, fromFork, headRepository, headRef, headSha }: PullRequestView,
  isPrivate: boolean,
  permissionOf: (login: string) => Promise<Permission>,
): Promise<Authorship> {
  const unread: ErrorStory[] = [];
  const orUnread = async <T>(read: () => Promise<T>): Promise<T | null> => {
    try {
      return await read();
    } catch (thrown) {
      unread.push(storyOf(thrown));
      return null;
    }
  };
  const pusher = await orUnread(() =>
    readLastPusher(repository, { repository: headRepository, ref: headRef, sha: headSha }),
  );
  if (!pusher?.isPerson) {
    const contributors = await orUnread(() => listContributors(repository, number, commitCount));
    return { lastPusher: pusher?.login ?? null, contributors, leastPermission: null, unread };
  }
  const leastPermission =
    isPrivate || fromFork
      ? null
      : await orUnread(async () => leastOf(await Promise.all([author, pusher.login].map(permissionOf))));
  return { lastPusher: pusher.login, contributors: [], leastPermission, unread };
}
