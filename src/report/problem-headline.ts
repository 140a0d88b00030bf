import type { FunctionProblem } from '../release/outcome.ts';
import type { Marks } from './marks.ts';
import { closed } from './sentences.ts';

/**
 * What kept one function, or the pull request as a whole, from being judged. It is no verdict on either, so its words
 * are others than those of a soak that cannot be judged.
 */
export function problemHeadline({ key, story: { found } }: FunctionProblem, marks: Marks): string {
  const what = key === null ? 'Nothing was judged' : `${marks.code(key)} was not judged`;
  return `${what}: ${closed(marks.words(found))}`;
}
