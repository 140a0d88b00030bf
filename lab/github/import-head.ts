import { copyCommits } from './copy-commits.ts';
import type { Hub } from './hub.ts';

/**
 * Makes the head of a fork's pull request known in the base repository, as github.com does with
 * `refs/pull/N/head`. The fork is read as the person who pushed there.
 */
export function importHead(hub: Hub, fork: string, login: string, sha: string): Promise<void> {
  return copyCommits(
    (method, path, body) => hub.asLogin(login, method, `/repos/${fork}${path}`, body),
    (method, path, body) => hub.asOwner(method, `/repos/${hub.repository}${path}`, body),
    sha,
  );
}
