import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { makeBundle } from '../../scripts/bundle.ts';
import { bundles } from '../../scripts/bundles.ts';

/** What a program's run has left. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** The whole environment, but for PATH and HOME: nothing of whoever runs the tests gets in. */
  readonly env?: Readonly<Record<string, string>>;
}

const built = new Map<string, Promise<string>>();

/** Path of a program's bundle, made from its sources as `npm run build` makes it, once per process. */
export function builtProgram(entry: 'src/cli.ts' | 'src/main.ts'): Promise<string> {
  const made = built.get(entry) ?? build(entry);
  built.set(entry, made);
  return made;
}

/** Runs it on the Node of the tests. */
export async function runProgram(
  entry: 'src/cli.ts' | 'src/main.ts',
  programArguments: readonly string[],
  { cwd = tmpdir(), env = {} }: RunOptions = {},
): Promise<Finished> {
  const program = spawn(process.execPath, [await builtProgram(entry), ...programArguments], {
    cwd,
    env: { PATH: [dirname(process.execPath), '/usr/bin', '/bin'].join(':'), HOME: tmpdir(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve, reject) => {
    program.once('error', reject);
    program.once('exit', resolve);
  });
  const [stdout, stderr, code] = await Promise.all([text(program.stdout), text(program.stderr), exited]);
  return { code, stdout, stderr };
}

async function build(entry: string): Promise<string> {
  const bundle = bundles.find((one) => one.entry === entry);
  if (bundle === undefined) {
    throw new Error(`scripts/bundles.ts does not say how ${entry} is built`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'scientist-program-'));
  const { contents } = await makeBundle(bundle);
  const file = join(folder, basename(bundle.outfile));
  writeFileSync(file, contents);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  return file;
}
