import { latestReviews, type ReviewOfSomebody } from '../inputs/review.ts';
import { askGithub } from './ask-github.ts';
import { type GithubRepository, inRepository } from './github-repository.ts';

/** Each person's latest review that decides, without their permissions. */
export async function listReviews(
  repository: GithubRepository,
  number: number,
): Promise<readonly ReviewOfSomebody[]> {
  const { octokit } = repository;
  const reviews = await askGithub('list the reviews', () =>
    octokit.paginate(octokit.rest.pulls.listReviews, {
      ...inRepository(repository),
      pull_number: number,
      per_page: 100,
    }),
  );
  return latestReviews(reviews);
}
