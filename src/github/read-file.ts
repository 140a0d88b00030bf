import * as z from 'zod';
import { ScientistError } from '../errors.ts';
import { parseAnswer } from '../inputs/outside-data.ts';
import { askGithubForOptional } from './ask-github.ts';
import { type GithubRepository, inRepository } from './github-repository.ts';

const contentSchema = z.object({
  type: z.literal('file', { error: 'expected a file, no folder, link or submodule' }),
  encoding: z.literal('base64', { error: 'expected a file of at most 1 MB' }),
  content: z.string(),
});

/** Text of a file at a ref (branch or SHA), null where there is none. Throws `InvalidInput` unless it is UTF-8. */
export async function readFile(
  repository: GithubRepository,
  path: string,
  ref: string,
): Promise<string | null> {
  const answer = await askGithubForOptional(`show ${path}`, () =>
    repository.octokit.rest.repos.getContent({ ...inRepository(repository), path, ref }),
  );
  if (answer === null) {
    return null;
  }
  const { content } = parseAnswer(`${path} to be a file`, contentSchema, answer.data);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(content, 'base64'));
  } catch (thrown) {
    throw new ScientistError(
      'InvalidInput',
      { expected: `${path} to be UTF-8 text`, found: 'It holds other bytes', remedy: 'Save it as UTF-8.' },
      thrown,
    );
  }
}
