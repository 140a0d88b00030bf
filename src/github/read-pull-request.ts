import { type ErrorStory, storyOf } from '../errors.ts';
import { changedFilesFrom, pullRequestFrom } from '../inputs/pull-request.ts';
import type { PullRequestFacts } from '../release/facts.ts';
import { askGithub } from './ask-github.ts';
import { type GithubRepository, inRepository } from './github-repository.ts';
import { listContributors } from './list-contributors.ts';
import { readLastPusher } from './read-last-pusher.ts';

/** A pull request, and what says whether its code needs consent. */
export interface ReadPullRequest {
  readonly facts: Omit<PullRequestFacts, 'leastPermission'>;
  /** Whether a person pushed last, as far as GitHub tells. */
  readonly pushedByPerson: boolean;
}

/**
 * A pull request with its changed files and who pushed its head. What of these cannot be read is said in `unread`: it
 * must not keep a rollback from being heard. Throws `NotFound`, and whatever keeps the pull request itself from being read.
 */
export async function readPullRequest(
  repository: GithubRepository,
  number: number,
): Promise<ReadPullRequest> {
  const { octokit } = repository;
  const named = { ...inRepository(repository), pull_number: number };
  const { data } = await askGithub('show the pull request', () => octokit.rest.pulls.get(named));
  const { facts, changedFileCount, commitCount } = pullRequestFrom(data);
  const unread: ErrorStory[] = [];
  const orUnread = async <T>(otherwise: T, read: () => Promise<T>): Promise<T> => {
    try {
      return await read();
    } catch (thrown) {
      unread.push(storyOf(thrown));
      return otherwise;
    }
  };
  const [changedFiles, pusher] = await Promise.all([
    orUnread([], async () =>
      changedFilesFrom(
        await askGithub('list the changed files', () =>
          octokit.paginate(octokit.rest.pulls.listFiles, { ...named, per_page: 100 }),
        ),
        changedFileCount,
      ),
    ),
    orUnread(null, () =>
      readLastPusher(repository, {
        repository: facts.headRepository,
        ref: facts.headRef,
        sha: facts.headSha,
      }),
    ),
  ]);
  const contributors = pusher?.isPerson
    ? []
    : await orUnread(null, () => listContributors(repository, number, commitCount));
  return {
    facts: { ...facts, lastPusher: pusher?.login ?? null, contributors, changedFiles, unread },
    pushedByPerson: pusher?.isPerson ?? false,
  };
}
