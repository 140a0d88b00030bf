import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

const module = new URL('../../../lab/github/start-github.ts', import.meta.url).href;

/** Exit code of a process that starts a GitHub with one file of this path: 3 where the start throws. */
function startWith(path: string): number | null {
  const program = `
    import { startGithub } from ${JSON.stringify(module)};
    try {
      const github = await startGithub({ files: { ${JSON.stringify(path)}: 'text' } });
      await github.close();
    } catch {
      process.exitCode = 3;
    }`;
  // Whatever still listens keeps a process from ending, and then it has no exit code.
  return spawnSync(process.execPath, ['--input-type=module', '-e', program], { timeout: 100_000 }).status;
}

it.each([
  ['was closed', 'README.md', 0],
  ['cannot start, for no file is called so,', '', 3],
])('a GitHub that %s leaves nothing that listens', (_, path, exitCode) => {
  expect(startWith(path)).toBe(exitCode);
});
