import type { WriteStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf, ScientistError } from '../src/errors.ts';

/**
 * Opens a log of the lab, after making its folder: `a` goes on with what is there, `w` begins anew. Throws
 * `NotPermitted` where it cannot be written, before anything has been started that would have to be ended.
 */
export async function openLog(path: string, flags: 'a' | 'w'): Promise<WriteStream> {
  try {
    await mkdir(dirname(path), { recursive: true });
    return (await open(path, flags)).createWriteStream();
  } catch (thrown) {
    throw unwritable(path, thrown);
  }
}

/** What to tell a person about a file of the lab that could not be written. */
export function unwritable(path: string, thrown: unknown): ScientistError {
  return new ScientistError(
    'NotPermitted',
    {
      expected: `to write ${path}`,
      found: messageOf(thrown),
      remedy: 'Make the clone and all that is in its .lab/ yours, or clone it into a folder of yours',
    },
    thrown,
  );
}
