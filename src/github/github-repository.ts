import type { Octokit } from '@octokit/rest';

/** The repository that a run is about, and the client that speaks for the run's token. */
export interface GithubRepository {
  readonly octokit: Octokit;
  readonly owner: string;
  readonly name: string;
}

/** Path parameters that every call about a repository takes. */
export function inRepository({ owner, name }: GithubRepository): { owner: string; repo: string } {
  return { owner, repo: name };
}

/** `owner/name`. */
export function fullNameOf({ owner, name }: GithubRepository): string {
  return `${owner}/${name}`;
}
