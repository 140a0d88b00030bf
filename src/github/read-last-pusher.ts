import { ScientistError } from '../errors.ts';
import { committerFrom, pusherFrom } from '../inputs/last-pusher.ts';
import { askGithub } from './ask-github.ts';
import { type GithubRepository, inRepository } from './github-repository.ts';

/** Where a head lives. */
export interface HeadBranch {
  /** `owner/name`; null where the repository is deleted. */
  readonly repository: string | null;
  readonly ref: string;
  readonly sha: string;
}

/**
 * Login of whoever pushed a head: from the repository's record of pushes, which cannot be forged. Where this
 * token may not read that (a private fork) or it does not reach back so far: the account behind the head
 * commit, which is what its committer wrote.
 */
export async function readLastPusher(repository: GithubRepository, head: HeadBranch): Promise<string | null> {
  return (await readPusher(repository, head)) ?? (await readCommitter(repository, head.sha));
}

async function readPusher({ octokit }: GithubRepository, head: HeadBranch): Promise<string | null> {
  const [owner, repo] = head.repository?.split('/') ?? [];
  if (owner === undefined || repo === undefined) {
    return null;
  }
  try {
    const { data } = await askGithub('list the pushes to the head branch', () =>
      octokit.rest.repos.listActivities({ owner, repo, ref: `refs/heads/${head.ref}`, per_page: 10 }),
    );
    return pusherFrom(data, head.sha);
  } catch (thrown) {
    if (thrown instanceof ScientistError && (thrown.name === 'NotFound' || thrown.name === 'NotPermitted')) {
      return null;
    }
    throw thrown;
  }
}

async function readCommitter(repository: GithubRepository, sha: string): Promise<string | null> {
  const { data } = await askGithub('show the head commit', () =>
    repository.octokit.rest.repos.getCommit({ ...inRepository(repository), ref: sha, per_page: 1 }),
  );
  return committerFrom(data);
}
