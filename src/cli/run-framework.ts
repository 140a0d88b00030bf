import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { messageOf, ScientistError } from '../errors.ts';

const serviceFiles = ['yml', 'yaml', 'json', 'js', 'cjs', 'mjs', 'ts'].map((end) => `serverless.${end}`);
const maxOutputBytes = 64 * 1_048_576;

/**
 * Packages a service with its own framework. Throws `WrongUsage` where the folder holds no service, `MissingTool`
 * without the framework, `InvalidInput` with the framework's last words where it refuses.
 */
export async function runFramework(folder: string, say: (line: string) => void): Promise<void> {
  if (!serviceFiles.some((file) => existsSync(join(folder, file)))) {
    throw new ScientistError('WrongUsage', {
      expected: `a service in ${resolve(folder)}`,
      found: existsSync(folder) ? 'it holds no serverless.yml' : 'there is no such folder',
      remedy: 'Name the folder of the service: package DIR',
    });
  }
  const program = programFor(folder);
  say(`there is no package in ${join(folder, '.serverless')}: running ${program} package`);
  try {
    await promisify(execFile)(program, ['package'], { cwd: folder, maxBuffer: maxOutputBytes });
  } catch (thrown) {
    throw isMissing(thrown)
      ? new ScientistError('MissingTool', {
          expected: 'the framework that packages the service',
          found: 'neither the service nor this machine has a program called serverless',
          remedy:
            'Install it in the service (npm install --save-dev "serverless@npm:osls"), or package with it first',
        })
      : new ScientistError(
          'InvalidInput',
          {
            expected: '`serverless package` to go through',
            found: `it failed: ${lastWordsOf(thrown)}`,
            remedy: 'Mend what it says, or run it yourself to see more',
          },
          thrown,
        );
  }
}

/** The service's own program, as npm installs it in its folder or in one above; else whatever PATH has. */
function programFor(folder: string): string {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const program = join(at, 'node_modules', '.bin', 'serverless');
    if (existsSync(program)) {
      return program;
    }
    if (at === dirname(at)) {
      return 'serverless';
    }
  }
}

function isMissing(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
}

/** Frameworks say what is wrong on either stream, and how they are called on the other. */
function lastWordsOf(thrown: unknown): string {
  const output = (['stdout', 'stderr'] as const)
    .map((stream) => (thrown instanceof Error && stream in thrown ? String(Reflect.get(thrown, stream)) : ''))
    .join('\n')
    .trim();
  return (output === '' ? messageOf(thrown) : output).slice(-2_000);
}
