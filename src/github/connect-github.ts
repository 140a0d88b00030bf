import { ScientistError } from '../errors.ts';
import type { GitHubPort } from '../gate/ports.ts';
import { codeLimits } from '../inputs/archive.ts';
import { commandsFrom } from '../inputs/comment.ts';
import { mayCommand } from '../release/authorisation.ts';
import type { Permission } from '../release/permission.ts';
import { downloadArtifact } from './download-artifact.ts';
import { findPackageRun } from './find-package-run.ts';
import type { GithubRepository } from './github-repository.ts';
import { keepUnedited } from './keep-unedited.ts';
import { listComments } from './list-comments.ts';
import { listNewerBaseFiles } from './list-newer-base-files.ts';
import { listOpenPullRequests } from './list-open-pull-requests.ts';
import { listReviews } from './list-reviews.ts';
import { type OctokitOptions, openOctokit } from './open-octokit.ts';
import { publishCheck } from './publish-check.ts';
import { readAuthorship } from './read-authorship.ts';
import { readFile } from './read-file.ts';
import { readOwnLogin } from './read-own-login.ts';
import { readPermission } from './read-permission.ts';
import { readPullRequest } from './read-pull-request.ts';
import { readRepository } from './read-repository.ts';
import { upsertComment } from './upsert-comment.ts';

/** The repository that a run belongs to, and how it is asked. */
export interface ConnectOptions extends Omit<OctokitOptions, 'pace'> {
  /** `GITHUB_REPOSITORY`: `owner/name`. */
  readonly repository: string;
  /** @default 'steady' */
  readonly pace?: OctokitOptions['pace'];
}

/**
 * Connects to one repository with one token. Permissions and the token's own account are asked once in a
 * connection's life, everything else each time; but our comment is looked for among the comments that were listed
 * last. Throws `WrongUsage` unless `repository` is `owner/name`.
 */
export async function connectGithub(options: ConnectOptions): Promise<GitHubPort> {
  const repository = openRepository(options);
  const permissionOf = rememberedByKey((login) => readPermission(repository, login));
  const ownLogin = rememberedByKey(() => readOwnLogin(repository));
  const withPermission = async <T extends { readonly by: string }>(
    list: readonly T[],
  ): Promise<readonly (T & { readonly permission: Permission })[]> =>
    Promise.all(list.map(async (item) => ({ ...item, permission: await permissionOf(item.by) })));
  const shown = await readRepository(repository);
  const listed = new Map<number, unknown>();
  return {
    repository: shown,
    listOpenPullRequests: () => listOpenPullRequests(repository),
    readPullRequest: (number) => readPullRequest(repository, number),
    readAuthorship: (pullRequest) => readAuthorship(repository, pullRequest, shown.private, permissionOf),
    listNewerBaseFiles: (headSha, baseRef) => listNewerBaseFiles(repository, headSha, baseRef),
    readFile: (path, ref) => readFile(repository, path, ref),
    findPackageRun: (pullRequest) => findPackageRun(repository, pullRequest),
    downloadArtifact: (artifactId) => downloadArtifact(repository, artifactId, codeLimits.maxArchiveBytes),
    listReviews: async (number) => withPermission(await listReviews(repository, number)),
    listCommands: async (number) => {
      const comments = await listComments(repository, number);
      listed.set(number, comments);
      const given = await withPermission(commandsFrom(comments));
      return keepUnedited(
        repository,
        given.filter(({ permission }) => mayCommand(permission)),
      );
    },
    permissionOf,
    upsertComment: async (number, body) => {
      const comments = listed.get(number) ?? null;
      // What is written now does not stand in them.
      listed.delete(number);
      return upsertComment(repository, number, body, () => ownLogin(''), comments);
    },
    publishCheck: (check) => publishCheck(repository, check, () => ownLogin('')),
  };
}

function openRepository({ repository, token, apiUrl, pace = 'steady' }: ConnectOptions): GithubRepository {
  const [owner, name, ...more] = repository.split('/');
  if (!owner || !name || more.length > 0) {
    throw new ScientistError('WrongUsage', {
      expected: 'GITHUB_REPOSITORY as owner/name',
      found: `It is "${repository}"`,
      remedy: 'Set it as GitHub does, such as acme/functions.',
    });
  }
  return { octokit: openOctokit({ token, apiUrl, pace }), owner, name };
}

/** Asks once for each key; a failed question is asked again. */
function rememberedByKey<T>(ask: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const answers = new Map<string, Promise<T>>();
  return (key) => {
    const known = answers.get(key) ?? ask(key);
    answers.set(key, known);
    known.catch(() => answers.delete(key));
    return known;
  };
}
