import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ScientistError } from '../errors.ts';

/** Runs the lab of the clone that this bundle stands in; gives its exit code. Throws `MissingTool` outside a clone. */
export async function startLab(bundlePath: string, traffic: boolean): Promise<number> {
  const root = dirname(dirname(bundlePath));
  const bootstrap = join(root, 'bootstrap.mjs');
  if (!existsSync(bootstrap)) {
    throw new ScientistError('MissingTool', {
      expected: 'a clone of the repository',
      found: `there is no lab beside ${bundlePath}`,
      remedy: 'Clone serverless-scientist and run `npm run lab` there.',
    });
  }
  const lab = spawn(process.execPath, [bootstrap, 'lab/main.ts', ...(traffic ? [] : ['--no-traffic'])], {
    cwd: root,
    stdio: 'inherit',
  });
  // The terminal sends its signals to the whole group; the lab ends by itself, and this process after it.
  const ignore = (): void => undefined;
  process.on('SIGINT', ignore).on('SIGTERM', () => lab.kill('SIGTERM'));
  process.on('SIGHUP', () => lab.kill('SIGHUP'));
  return new Promise((resolve, reject) => {
    lab.once('error', reject);
    lab.once('exit', (code) => resolve(code ?? 1));
  });
}
