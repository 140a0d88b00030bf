import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckOutcome } from './report-check.ts';
import { root, runCommand } from './run-command.ts';
import { countTests } from './vitest-counts.ts';

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');

/**
 * Runs the test files of one vitest configuration (path relative to the clone's root). Its own report goes to the
 * terminal as it comes; the counts are read from its JSON report.
 */
export async function runVitest(config: string, env: NodeJS.ProcessEnv = process.env): Promise<CheckOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'vitest-'));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = [vitest, 'run', '--root', root, '--config', join(root, config), ...reporters];
  const { code } = await runCommand(process.execPath, args, { output: 'terminal', env });
  return countTests(readReport(report), code);
}

/** Text of the report, or undefined where vitest ended before it wrote one. */
function readReport(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
