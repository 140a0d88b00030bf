import { pullHeadsFrom } from '../inputs/pull-request.ts';
import { askGithub } from './ask-github.ts';
import { type GithubRepository, inRepository } from './github-repository.ts';

/** All open pull requests with their heads, oldest first. */
export async function listOpenPullRequests(
  repository: GithubRepository,
): Promise<readonly { readonly number: number; readonly headSha: string }[]> {
  const { octokit } = repository;
  const pulls = await askGithub('list the open pull requests', () =>
    octokit.paginate(octokit.rest.pulls.list, {
      ...inRepository(repository),
      state: 'open',
      sort: 'created',
      direction: 'asc',
      per_page: 100,
    }),
  );
  return pullHeadsFrom(pulls);
}
