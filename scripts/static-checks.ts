import type { CheckOutcome } from './report-check.ts';
import { installed, runCommand } from './run-command.ts';
import { sourceFolders } from './source-folders.ts';

/** A check that is one program: it passes if the program exits 0. */
export interface StaticCheck {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

/** Everything that can be judged by reading the code. */
export const staticChecks: readonly StaticCheck[] = [
  { name: 'format and lint', command: installed('biome'), args: ['check', '--error-on-warnings'] },
  {
    name: 'types',
    command: installed('tsc'),
    args: ['--project', '.', '--incremental', '--tsBuildInfoFile', '.tools/types.tsbuildinfo'],
  },
  {
    name: 'architecture',
    command: installed('depcruise'),
    args: ['--config', '.dependency-cruiser.mjs', ...sourceFolders],
  },
];

/** Runs one, keeping its output for the case that it fails. */
export async function runStaticCheck({ command, args }: StaticCheck): Promise<CheckOutcome> {
  const { code, output } = await runCommand(command, args, { output: 'captured' });
  return code === 0
    ? { passed: 1, failed: 0, detail: '' }
    : { passed: 0, failed: 1, detail: output.trimEnd() };
}
