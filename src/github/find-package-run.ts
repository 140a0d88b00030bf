import type { PackageRun } from '../gate/ports.ts';
import { packageArtifactFrom, packageRunFrom, packageWorkflow } from '../inputs/package-run.ts';
import type { PullRequestView } from '../release/pull-request-facts.ts';
import { askGithub, askGithubForOptional } from './ask-github.ts';
import { fullNameOf, type GithubRepository, inRepository } from './github-repository.ts';
import { readOtherBase } from './read-other-base.ts';

/**
 * How the package run of a pull request's head stands. A run that succeeded without leaving a usable artifact counts
 * as failed; one that another base branch's workflow may have made is unusable.
 */
export async function findPackageRun(
  repository: GithubRepository,
  pullRequest: PullRequestView,
): Promise<PackageRun> {
  const { octokit } = repository;
  const { headSha, headRef, headRepository } = pullRequest;
  if (headRepository === null) {
    return { state: 'none' };
  }
  const runs = await askGithubForOptional('list the package runs', () =>
    octokit.paginate(octokit.rest.actions.listWorkflowRuns, {
      ...inRepository(repository),
      workflow_id: packageWorkflow,
      head_sha: headSha,
      event: 'pull_request',
      per_page: 100,
    }),
  );
  // No workflow of that name: the repository is not set up, which the report says.
  const query = { repository: fullNameOf(repository), headSha, headRepository, headRef };
  const run = runs === null ? null : packageRunFrom(runs, query);
  if (run === null) {
    return { state: 'none' };
  }
  const { id, url, conclusion } = run;
  if (conclusion !== 'success') {
    return conclusion === null ? { state: 'running', url } : { state: 'failed', url, conclusion };
  }
  const problem = await readOtherBase(repository, { ...pullRequest, headRepository }, run);
  if (problem !== null) {
    return { state: 'unusable', url, problem };
  }
  const artifacts = await askGithub('list the artifacts of the package run', () =>
    octokit.paginate(octokit.rest.actions.listWorkflowRunArtifacts, {
      ...inRepository(repository),
      run_id: id,
      per_page: 100,
    }),
  );
  const artifactId = packageArtifactFrom(artifacts);
  return artifactId === null
    ? { state: 'failed', url, conclusion: 'success without an artifact, or it has expired' }
    : { state: 'finished', url, artifactId };
}
