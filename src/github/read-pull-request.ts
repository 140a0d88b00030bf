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

/** A pull request with its changed files and who pushed its head. Throws `NotFound`. */
export async function readPullRequest(
  repository: GithubRepository,
  number: number,
): Promise<ReadPullRequest> {
  const { octokit } = repository;
  const named = { ...inRepository(repository), pull_number: number };
  const { data } = await askGithub('show the pull request', () => octokit.rest.pulls.get(named));
  const { facts, changedFileCount, commitCount } = pullRequestFrom(data);
  const [files, pusher] = await Promise.all([
    askGithub('list the changed files', () =>
      octokit.paginate(octokit.rest.pulls.listFiles, { ...named, per_page: 100 }),
    ),
    readLastPusher(repository, {
      repository: facts.headRepository,
      ref: facts.headRef,
      sha: facts.headSha,
    }),
  ]);
  const contributors = pusher?.isPerson ? [] : await listContributors(repository, number, commitCount);
  const changedFiles = changedFilesFrom(files, changedFileCount);
  return {
    facts: { ...facts, lastPusher: pusher?.login ?? null, contributors, changedFiles },
    pushedByPerson: pusher?.isPerson ?? false,
  };
}
