import { changedFilesFrom, pullRequestFrom } from '../inputs/pull-request.ts';
import type { PullRequestFacts } from '../release/facts.ts';
import { askGithub } from './ask-github.ts';
import { type GithubRepository, inRepository } from './github-repository.ts';
import { readLastPusher } from './read-last-pusher.ts';

/** A pull request with its changed files and who pushed its head. Throws `NotFound`. */
export async function readPullRequest(
  repository: GithubRepository,
  number: number,
): Promise<PullRequestFacts> {
  const { octokit } = repository;
  const named = { ...inRepository(repository), pull_number: number };
  const { data } = await askGithub('show the pull request', () => octokit.rest.pulls.get(named));
  const { facts, changedFileCount } = pullRequestFrom(data);
  const [files, lastPusher] = await Promise.all([
    askGithub('list the changed files', () =>
      octokit.paginate(octokit.rest.pulls.listFiles, { ...named, per_page: 100 }),
    ),
    readLastPusher(repository, {
      repository: facts.headRepository,
      ref: facts.headRef,
      sha: facts.headSha,
    }),
  ]);
  return { ...facts, lastPusher, changedFiles: changedFilesFrom(files, changedFileCount) };
}
