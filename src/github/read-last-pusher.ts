import { ScientistError } from '../errors.ts';
import { type Pusher, pusherFrom } from '../inputs/last-pusher.ts';
import { askGithub } from './ask-github.ts';
import type { GithubRepository } from './github-repository.ts';

/** Where a head lives. */
export interface HeadBranch {
  /** `owner/name`; null where the repository is deleted. */
  readonly repository: string | null;
  readonly ref: string;
  readonly sha: string;
}

/**
 * Whoever pushed a head, from the repository's record of pushes, which cannot be forged; null where this token may
 * not read that (a private fork), where it does not reach back so far, or where the repository is gone. What the
 * head commit says is no stand-in: its committer wrote that.
 */
export async function readLastPusher(
  { octokit }: GithubRepository,
  head: HeadBranch,
): Promise<Pusher | null> {
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
