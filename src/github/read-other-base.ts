import { lastBaseChangeFrom, siblingsFrom } from '../inputs/pull-request.ts';
import { possibleStarters, type StartedRun, whyOtherBase } from '../release/package-base.ts';
import type { PullRequestView } from '../release/pull-request-facts.ts';
import { askGithub } from './ask-github.ts';
import { type GithubRepository, inRepository } from './github-repository.ts';

/**
 * Why a package run may be the work of another base branch's workflow, or null. Asked by branch and not by commit:
 * GitHub's list of a commit's pull requests leaves out those that were closed unmerged.
 */
export async function readOtherBase(
  repository: GithubRepository,
  pullRequest: PullRequestView & { readonly headRepository: string },
  run: StartedRun,
): Promise<string | null> {
  const { octokit } = repository;
  const [headOwner = ''] = pullRequest.headRepository.split('/');
  const listed = await askGithub('list the pull requests of the branch', () =>
    octokit.paginate(octokit.rest.pulls.list, {
      ...inRepository(repository),
      state: 'all',
      head: `${headOwner}:${pullRequest.headRef}`,
      per_page: 100,
    }),
  );
  const starters = possibleStarters(pullRequest, siblingsFrom(listed), run);
  const changes = new Map<number, number | null>();
  for (const { number } of starters) {
    const events = await askGithub('list the events of the pull request', () =>
      octokit.paginate(octokit.rest.issues.listEvents, {
        ...inRepository(repository),
        issue_number: number,
        per_page: 100,
      }),
    );
    changes.set(number, lastBaseChangeFrom(events));
  }
  return whyOtherBase(pullRequest, starters, changes, run);
}
