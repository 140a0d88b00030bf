import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';

/** The clone's root folder, absolute. */
export const root = dirname(import.meta.dirname);

/** Path of an executable that npm installed, for this or any Node. */
export const installed = (name: string) => join(root, 'node_modules', '.bin', name);

/** How a program ended; its failing is an answer, not an error. */
export interface CommandResult {
  /** Exit code; for a signal 128 and its number, as shells have it. */
  readonly code: number;
  /** Standard output and error as they came; empty where they went to the terminal. */
  readonly output: string;
}

/** `env` is our own environment where none is given. */
export interface CommandOptions {
  /** `terminal` lets the program write to our own output, `captured` keeps what it writes. */
  readonly output: 'terminal' | 'captured';
  readonly env?: NodeJS.ProcessEnv;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a program in the clone's root to its end. A signal to us goes to the program, and when that has ended we end
 * too, so that an interrupted run starts nothing more. Throws if the program cannot be started.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const stdio = options.output === 'captured' ? 'pipe' : 'inherit';
    const env = options.env ?? process.env;
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', stdio, stdio] });
    const chunks: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => chunks.push(chunk));

    let stoppedBy: NodeJS.Signals | undefined;
    const forward = (signal: NodeJS.Signals) => {
      stoppedBy ??= signal;
      child.kill(signal);
    };
    for (const signal of signals) process.on(signal, forward);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (stoppedBy !== undefined) process.exit(codeOf(stoppedBy));
      for (const name of signals) process.removeListener(name, forward);
      resolve({ code: code ?? codeOf(signal), output: Buffer.concat(chunks).toString() });
    });
  });
}

function codeOf(signal: NodeJS.Signals | null): number {
  return 128 + (signal === null ? 0 : constants.signals[signal]);
}
