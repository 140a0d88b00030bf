import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const root = dirname(dirname(import.meta.dirname));

/** A folder that bootstrap takes for a clone, and the only folder of its `PATH`. */
export interface ScratchClone {
  readonly folder: string;
  /** Links a program from its real path into the clone's `PATH`. */
  readonly offer: (name: string, path: string) => void;
  readonly remove: () => void;
}

/** Makes one without node_modules/ and .venv/, and without any program in its `PATH`. */
export function makeScratchClone(): ScratchClone {
  const folder = mkdtempSync(join(tmpdir(), 'clone-'));
  const files = [
    'bootstrap.mjs',
    'scripts/bootstrap',
    'package.json',
    'package-lock.json',
    'requirements.txt',
    '.npmrc',
  ];
  for (const file of files) cpSync(join(root, file), join(folder, file), { recursive: true });
  mkdirSync(join(folder, 'path'));
  return {
    folder,
    offer: (name, path) => symlinkSync(path, join(folder, 'path', name)),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** Gives the clone this repository's own installed packages. */
export function shareModules(clone: ScratchClone): void {
  symlinkSync(join(root, 'node_modules'), join(clone.folder, 'node_modules'));
}

/** Puts a program into the clone under a name that needs no Python, since bootstrap goes by names. */
export function addProgram(clone: ScratchClone, source: string): string {
  writeFileSync(join(clone.folder, 'scripts', 'check.ts'), source);
  return 'scripts/check.ts';
}

export interface Ending {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts bootstrap on this Node, with nothing in its `PATH` but what the clone was offered and `more`. */
export function startBootstrap(
  clone: ScratchClone,
  args: readonly string[],
  { env = {}, nodeOptions = [], more = [] }: BootstrapOptions = {},
): { child: ChildProcess; ending: Promise<Ending> } {
  const PATH = [join(clone.folder, 'path'), ...more].join(delimiter);
  const child = spawn(process.execPath, [...nodeOptions, join(clone.folder, 'bootstrap.mjs'), ...args], {
    env: { HOME: clone.folder, PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const ending = new Promise<Ending>((resolve) =>
    child.on('close', (code) => resolve({ code, stdout, stderr })),
  );
  return { child, ending };
}

export interface BootstrapOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
  readonly more?: readonly string[];
}
