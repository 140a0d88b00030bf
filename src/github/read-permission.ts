import { permissionFrom } from '../inputs/permission.ts';
import type { Permission } from '../release/permission.ts';
import { askGithubForOptional } from './ask-github.ts';
import { type GithubRepository, inRepository } from './github-repository.ts';

/** What somebody may do in the repository; `none` for accounts that GitHub does not know. */
export async function readPermission(repository: GithubRepository, login: string): Promise<Permission> {
  const answer = await askGithubForOptional('show a permission', () =>
    repository.octokit.rest.repos.getCollaboratorPermissionLevel({
      ...inRepository(repository),
      username: login,
    }),
  );
  return answer === null ? 'none' : permissionFrom(answer.data);
}
