import { contributorsFrom } from '../inputs/contributors.ts';
import { askGithub } from './ask-github.ts';
import { type GithubRepository, inRepository } from './github-repository.ts';

/** Logins of everybody behind the commits of a pull request; null where that is not known for all of them. */
export async function listContributors(
  repository: GithubRepository,
  number: number,
  commitCount: number,
): Promise<readonly string[] | null> {
  const { octokit } = repository;
  const commits = await askGithub('list the commits of the pull request', () =>
    octokit.paginate(octokit.rest.pulls.listCommits, {
      ...inRepository(repository),
      pull_number: number,
      per_page: 100,
    }),
  );
  return contributorsFrom(commits, commitCount);
}
