import { changedFilesFrom, pullRequestFrom } from '../inputs/pull-request.ts';
import type { PullRequestView } from '../release/facts.ts';
import { askGithub } from './ask-github.ts';
import { type GithubRepository, inRepository } from './github-repository.ts';

/** A pull request with its changed files. Throws `NotFound`. */
export async function readPullRequest(
  repository: GithubRepository,
  number: number,
): Promise<PullRequestView> {
  const { octokit } = repository;
  const named = { ...inRepository(repository), pull_number: number };
  const { data } = await askGithub('show the pull request', () => octokit.rest.pulls.get(named));
  const { facts, changedFileCount } = pullRequestFrom(data);
  const files = await askGithub('list the changed files', () =>
    octokit.paginate(octokit.rest.pulls.listFiles, { ...named, per_page: 100 }),
  );
  return { ...facts, changedFiles: changedFilesFrom(files, changedFileCount) };
}
