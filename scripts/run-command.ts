import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';

/** The clone's root folder, absolute. */
export const root = dirname(import.meta.dirname);

/** Path of an executable that npm installed, for this or any Node. */
export const installed = (name: string) => join(root, 'node_modules', '.bin', name);

export interface CommandResult {
  /** Exit code; for a signal 128 and its number, as shells have it. */
  readonly code: number;
  /** Standard output and error as they came; empty where they went to the terminal. */
  readonly output: string;
}

export interface CommandOptions {
  /** `terminal` lets the program write to our own output, `captured` keeps what it writes. */
  readonly output: 'terminal' | 'captured';
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program in the clone's root to its end. Throws only if it cannot be started. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const stdio = options.output === 'captured' ? 'pipe' : 'inherit';
    const child = spawn(command, args, {
      cwd: root,
      env: options.env ?? process.env,
      stdio: ['ignore', stdio, stdio],
    });
    const chunks: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
    const forward = (signal: NodeJS.Signals) => child.kill(signal);
    for (const signal of signals) process.on(signal, forward);
    const settle = () => {
      for (const signal of signals) process.removeListener(signal, forward);
    };
    child.on('error', (error) => {
      settle();
      reject(error);
    });
    child.on('close', (code, signal) => {
      settle();
      const output = Buffer.concat(chunks).toString();
      resolve({ code: code ?? 128 + (signal === null ? 0 : constants.signals[signal]), output });
    });
  });
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
