import type * as z from 'zod';
import { inWords } from '../../scientist-runtime/contract/schema-words.ts';
import { ScientistError } from '../errors.ts';

/**
 * Checks data from outside against a schema. Throws `InvalidInput` that names the first field which is not as
 * expected; `what` says what the data should have been, `remedy` what its reader can do.
 */
export function parseOutside<T>(what: string, schema: z.ZodType<T>, data: unknown, remedy: string): T {
  const parsed = schema.safeParse(data, { error: inWords });
  if (parsed.success) {
    return parsed.data;
  }
  const [issue] = parsed.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.map(String).join('.')}: `;
  throw new ScientistError(
    'InvalidInput',
    { expected: what, found: `Something else (${place}${issue?.message ?? 'unreadable'})`, remedy },
    parsed.error,
  );
}

/** An answer of GitHub's API; one of another shape is never guessed at. */
export function parseAnswer<T>(what: string, schema: z.ZodType<T>, data: unknown): T {
  return parseOutside(what, schema, data, 'Run again; if it stays, this GitHub speaks another API version.');
}
