import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { ScientistError } from '../src/errors.ts';

/** AWS's own runtime client: what a function really runs under, and the measure of any cold start. */
const runtimeClient = 'aws-lambda-ric@4.0.2';
const folder = join(import.meta.dirname, '..', '.tools', 'ric');
const compilers = ['c++', 'cmake', 'make'];

/**
 * Path of the runtime client's program, installed into the clone if it is not there. That compiles for about a
 * minute, which is why no test needs it. Throws `MissingTool` without a compiler, `Unavailable` if it fails.
 */
export async function installRuntimeClient(): Promise<string> {
  const program = join(folder, 'node_modules', 'aws-lambda-ric', 'index.mjs');
  const compiled = join(folder, 'node_modules', 'aws-lambda-ric', 'rapid-client.node');
  if (await exists(compiled)) {
    return program;
  }
  for (const tool of compilers) {
    await assertTool(tool);
  }
  console.error(`bench: compiling ${runtimeClient} into .tools/ric, once; this takes about a minute …`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{"private":true}\n');
  // `npm run` hands down this repository's `ignore-scripts`; the client is compiled by its own install script.
  const install = [
    'install',
    '--ignore-scripts=false',
    '--no-audit',
    '--no-fund',
    '--save-exact',
    runtimeClient,
  ];
  const npm = spawn('npm', install, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(npm, 'exit');
  if (code !== 0 || !(await exists(compiled))) {
    throw new ScientistError('Unavailable', {
      expected: `npm to compile ${runtimeClient}`,
      found: `it ended with code ${code}`,
      remedy: `Read npm's output above, remove ${folder} and run the same command again`,
    });
  }
  return program;
}

async function assertTool(tool: string): Promise<void> {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = await Promise.all(folders.map((path) => exists(join(path, tool))));
  if (!found.includes(true)) {
    throw new ScientistError('MissingTool', {
      expected: `a C++ compiler, CMake and make, because AWS ships its runtime client (${runtimeClient}) as source`,
      found: `there is no "${tool}" on the PATH`,
      remedy: 'Install them (on Debian: apt-get install g++ cmake make); tests and demo do not need them',
    });
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
