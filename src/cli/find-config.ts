import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ScientistError } from '../errors.ts';
import { configPath, describeProblems, requireConfig } from '../inputs/config.ts';
import type { Config } from '../release/policy.ts';
import { readTextFile } from './read-text-file.ts';

/**
 * The configuration that a command is about: the named file, else `.github/scientist.yml` in a folder or in one above
 * it, up to the top of the repository. Null where none was named and none is found.
 */
export function findConfig(named: string | undefined, folder: string): string | null {
  if (named !== undefined) {
    return named;
  }
  for (let at = resolve(folder); ; at = dirname(at)) {
    const path = join(at, configPath);
    if (existsSync(path)) {
      return at === resolve(folder) ? join(folder, configPath) : path;
    }
    if (existsSync(join(at, '.git')) || at === dirname(at)) {
      return null;
    }
  }
}

/** The configuration, read. Throws `WrongUsage` where there is none, `InvalidInput` with each problem's place. */
export async function readConfigFile(named: string | undefined, folder: string): Promise<Config> {
  const path = findConfig(named, folder);
  if (path === null) {
    throw new ScientistError('WrongUsage', {
      expected: `${configPath} here or in a folder above`,
      found: 'there is none',
      remedy: 'Run this in a clone of your repository, or name the file with --config',
    });
  }
  const file = await readTextFile(path);
  if (!file.ok) {
    const [problem] = describeProblems(path, [{ line: 1, column: 1, message: file.problem }]);
    throw new ScientistError('InvalidInput', {
      expected: 'a configuration',
      found: problem ?? path,
      remedy: 'Name another file with --config',
    });
  }
  return requireConfig(path, file.text);
}
