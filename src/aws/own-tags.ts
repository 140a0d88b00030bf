import { ScientistError } from '../errors.ts';

/** The tag that every function of ours carries; its value is the function's role. */
export const roleTag = 'serverless-scientist:role';

/** Throws `Conflict` for a function without our tag: what others deployed is neither changed nor deleted. */
export function assertOurs(name: string, tags: Readonly<Record<string, string>> | undefined): void {
  if (tags?.[roleTag] === undefined) {
    throw new ScientistError('Conflict', {
      expected: `${name} to be a function of the scientist, with the tag ${roleTag}`,
      found: `There is a function ${name} without it`,
      remedy: 'Rename or delete that function, if nobody needs it',
    });
  }
}
