import * as z from 'zod';
import type { GitHubPort } from '../gate/ports.ts';
import { parseAnswer } from '../inputs/outside-data.ts';
import { askGithub } from './ask-github.ts';
import { type GithubRepository, inRepository } from './github-repository.ts';

const repositorySchema = z.object({
  full_name: z.string(),
  private: z.boolean(),
  default_branch: z.string(),
});

/** The repository's own spelling of its name, whether strangers can read it, and its default branch. */
export async function readRepository(repository: GithubRepository): Promise<GitHubPort['repository']> {
  const { data } = await askGithub('show the repository', () =>
    repository.octokit.rest.repos.get(inRepository(repository)),
  );
  const shown = parseAnswer('a repository', repositorySchema, data);
  return { fullName: shown.full_name, private: shown.private, defaultBranch: shown.default_branch };
}
