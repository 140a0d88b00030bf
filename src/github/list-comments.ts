import { askGithub } from './ask-github.ts';
import { type GithubRepository, inRepository } from './github-repository.ts';

/** All comments in a pull request's conversation, as GitHub gives them. */
export async function listComments(repository: GithubRepository, number: number): Promise<unknown> {
  const { octokit } = repository;
  return askGithub('list the comments', () =>
    octokit.paginate(octokit.rest.issues.listComments, {
      ...inRepository(repository),
      issue_number: number,
      per_page: 100,
    }),
  );
}
