import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ScientistError } from '../../src/errors.ts';
import { root, runCommand } from '../run-command.ts';

/** Where Stryker and all it writes live: inside the clone, so that it finds the clone's vitest, and never committed. */
export const strykerFolder = join(root, '.tools', 'mutation');

const locked = join(import.meta.dirname, 'stryker');
const installedLock = join(strykerFolder, 'installed-lock.json');

/**
 * Installs exactly the Stryker of `stryker/package-lock.json`, unless it is there already. No test needs it, which is
 * why it is none of the clone's dependencies. Throws `Unavailable` if npm fails.
 */
export async function installStryker(): Promise<void> {
  const lock = join(locked, 'package-lock.json');
  if ((await textOf(installedLock)) === (await textOf(lock))) return;
  console.error('mutation: installing Stryker into .tools/mutation, once …');
  await mkdir(strykerFolder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) {
    await copyFile(join(locked, name), join(strykerFolder, name));
  }
  // Peers are left out: a vitest of Stryker's own would test with another one than `npm test` does.
  const quiet = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'];
  const { code } = await runCommand('npm', ['ci', '--prefix', strykerFolder, ...quiet], {
    output: 'terminal',
  });
  if (code !== 0) {
    throw new ScientistError('Unavailable', {
      expected: 'npm to install Stryker into .tools/mutation',
      found: `it ended with code ${code}`,
      remedy: 'Read npm’s output above and run the same command again',
    });
  }
  await copyFile(lock, installedLock);
}

/** Text of a file, or undefined where there is none. */
async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((thrown) => {
    if (thrown.code === 'ENOENT') return undefined;
    throw thrown;
  });
}
