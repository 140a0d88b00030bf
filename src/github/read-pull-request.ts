import { storyOf } from '../errors.ts';
import { changedFilesFrom, pullRequestFrom } from '../inputs/pull-request.ts';
import type { PullRequestView } from '../release/pull-request-facts.ts';
import { askGithub } from './ask-github.ts';
import { type GithubRepository, inRepository } from './github-repository.ts';

/**
 * A pull request with its changed files. Files that cannot be read are said in `unread`: they must not keep a rollback
 * from being heard. Throws `NotFound`, and whatever keeps the pull request itself from being read.
 */
export async function readPullRequest(
  repository: GithubRepository,
  number: number,
): Promise<PullRequestView> {
  const { octokit } = repository;
  const named = { ...inRepository(repository), pull_number: number };
  const { data } = await askGithub('show the pull request', () => octokit.rest.pulls.get(named));
  const { facts, changedFileCount } = pullRequestFrom(data);
  try {
    const files = await askGithub('list the changed files', () =>
      octokit.paginate(octokit.rest.pulls.listFiles, { ...named, per_page: 100 }),
    );
    return { ...facts, changedFiles: changedFilesFrom(files, changedFileCount), unread: [] };
  } catch (thrown) {
    return { ...facts, changedFiles: [], unread: [storyOf(thrown)] };
  }
}
