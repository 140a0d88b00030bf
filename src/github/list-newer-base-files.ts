import * as z from 'zod';
import { parseAnswer } from '../inputs/outside-data.ts';
import { askGithub } from './ask-github.ts';
import { type GithubRepository, inRepository } from './github-repository.ts';

/** GitHub lists so many changed files of a comparison and leaves the others out without a word. */
const maxFiles = 300;

const comparisonSchema = z.object({
  files: z.array(z.object({ filename: z.string(), previous_filename: z.string().optional() })),
});

/**
 * Files that changed on the base branch since the head's branch left it, renamed ones by both names; null where
 * they are as many as GitHub lists at all. Source: "Compare two commits", whose three dots mean since the merge base.
 */
export async function listNewerBaseFiles(
  repository: GithubRepository,
  headSha: string,
  baseRef: string,
): Promise<readonly string[] | null> {
  const answer = await askGithub(`compare ${headSha} with ${baseRef}`, () =>
    repository.octokit.rest.repos.compareCommitsWithBasehead({
      ...inRepository(repository),
      basehead: `${headSha}...${baseRef}`,
    }),
  );
  const { files } = parseAnswer('a comparison of two commits', comparisonSchema, answer.data);
  return files.length >= maxFiles
    ? null
    : files.flatMap(({ filename, previous_filename: before }) =>
        before === undefined ? [filename] : [filename, before],
      );
}
