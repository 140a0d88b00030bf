import { spawn } from 'node:child_process';

/** A program to run, with exactly this environment. */
export interface Program {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Runs programs and can end all of them. */
export interface Processes {
  /** Exit code; 137 when killed. Output goes to `write` as it comes. @throws Error when it cannot start. */
  readonly run: (program: Program, write: (text: string) => void, stop: AbortSignal) => Promise<number>;
  readonly killAll: () => void;
}

/** Each program leads its own process group, so that whatever it starts ends with it. */
export function processes(): Processes {
  const running = new Set<number>();
  return {
    run: (program, write, stop) =>
      new Promise((resolve, reject) => {
        const child = spawn(program.command, program.arguments, {
          cwd: program.folder,
          env: { ...program.environment },
          detached: true,
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        const { pid } = child;
        const kill = () => {
          if (pid !== undefined) killGroup(pid);
        };
        if (pid !== undefined) running.add(pid);
        child.stdout.setEncoding('utf8').on('data', write);
        child.stderr.setEncoding('utf8').on('data', write);
        stop.addEventListener('abort', kill, { once: true });
        if (stop.aborted) kill();
        child.once('error', reject);
        child.once('close', (code) => {
          stop.removeEventListener('abort', kill);
          if (pid !== undefined) {
            killGroup(pid);
            running.delete(pid);
          }
          resolve(code ?? 137);
        });
      }),
    killAll: () => {
      for (const pid of running) killGroup(pid);
    },
  };
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!isGone) throw error;
  }
}
