import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckOutcome } from './report-check.ts';
import { root, runCommand } from './run-command.ts';

const zizmor = join(root, '.venv', 'bin', 'zizmor');

/** Looks for security faults in the workflows that users copy and in the action itself. Nothing leaves the machine. */
export async function lintTemplates(): Promise<CheckOutcome> {
  // Named one by one, since in a folder zizmor looks for `.github/workflows/` only.
  const files = [...workflows('templates/workflows'), 'action.yml'];
  if (!existsSync(zizmor))
    return { passed: 0, failed: 1, detail: 'zizmor is missing: remove .venv and run npm test.' };
  const options = ['--offline', '--no-progress', '--strict-collection'];
  const { code, output } = await runCommand(zizmor, [...options, ...files], { output: 'captured' });
  return code === 0
    ? { passed: 1, failed: 0, detail: '' }
    : { passed: 0, failed: 1, detail: output.trimEnd() };
}

function workflows(folder: string): string[] {
  const names = readdirSync(join(root, folder)).filter((name) => /\.ya?ml$/.test(name));
  return names.sort().map((name) => join(folder, name));
}
