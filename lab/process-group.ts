import { type ChildProcess, spawn } from 'node:child_process';
import type { WriteStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A child that leads a process group of its own, so that its own children can be stopped with it. */
export interface ProcessGroup {
  readonly child: ChildProcess;
  /** Exit code, or null when a signal ended it; undefined while it runs. */
  exitCode(): number | null | undefined;
  /**
   * Settles with the exit code when the leader has ended and its output is read. What it leaves of its group is killed:
   * it would hold the output open, and nobody would end it later.
   */
  readonly exited: Promise<number | null>;
  /** Last lines that the group wrote, both streams, for messages about failures. */
  lastOutput(): string;
  /** SIGTERM to the leader, SIGKILL to whatever is left of the group after `graceMs`. Safe to call twice. */
  stop(graceMs?: number): Promise<void>;
}

const keptOutputBytes = 8_000;

/**
 * Starts a program as the leader of a new process group. `environment` is all it sees: nothing of this process's own
 * environment leaks into servers that hand theirs on to functions.
 */
export function startProcessGroup(options: {
  readonly program: string;
  readonly programArguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly workingFolder: string;
  /** Takes all output; ended with the group. */
  readonly log?: WriteStream;
}): ProcessGroup {
  const child = spawn(options.program, options.programArguments, {
    cwd: options.workingFolder,
    env: options.environment,
    detached: true,
    // The pipe on standard input is never written: it closes with this process, which a server may watch for.
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const { log } = options;
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString('utf8')).slice(-keptOutputBytes);
    log?.write(chunk);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  let exitCode: number | null | undefined;
  const exited = new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      output += error.message;
      exitCode = null;
      resolve(null);
    });
    child.once('exit', () => signalGroup(child.pid, 'SIGKILL', 'group'));
    child.once('close', (code) => {
      exitCode = code;
      log?.end();
      resolve(code);
    });
  });
  return {
    child,
    exited,
    exitCode: () => exitCode,
    lastOutput: () => output.trim(),
    stop: async (graceMs = 5_000) => {
      if (exitCode === undefined) signalGroup(child.pid, 'SIGTERM', 'leader');
      await Promise.race([exited, sleep(graceMs, undefined, { ref: false })]);
      signalGroup(child.pid, 'SIGKILL', 'group');
      await exited;
    },
  };
}

/** Sends a signal; a process that is gone already is what was wanted. */
function signalGroup(pid: number | undefined, signal: NodeJS.Signals, to: 'leader' | 'group'): void {
  if (pid === undefined) return;
  try {
    process.kill(to === 'group' ? -pid : pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
