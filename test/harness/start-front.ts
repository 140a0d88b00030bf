import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { builtFront } from './built-handler.ts';
import { frontVariables } from './front-variables.ts';
import { type LambdaApis, startLambdaApis } from './lambda-apis.ts';
import { type StubAws, startStubAws } from './stub-aws.ts';

/** An execution environment with the built front in it, and everything it talks to. */
export interface FrontEnvironment {
  readonly lambda: LambdaApis;
  readonly aws: StubAws;
  /** The log line of a request, as soon as it is written. */
  logged(requestId: string): Promise<Record<string, unknown>>;
  /** Lines of standard output so far, parsed. */
  readonly log: Record<string, unknown>[];
  readonly standardError: string[];
  readonly process: ChildProcess;
  /** Freezes or thaws it, as Lambda does between invocations. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
  stop(): Promise<void>;
}

export interface FrontOptions {
  /** Whether extensions may register. */
  readonly extensions?: boolean;
  /** Whether AWS is reached over HTTPS. */
  readonly tls?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

const runtimeClient = fileURLToPath(new URL('./runtime-client.ts', import.meta.url));

export async function startFront({
  extensions = true,
  tls = false,
  environment = {},
}: FrontOptions = {}): Promise<FrontEnvironment> {
  const [file, aws, lambda] = await Promise.all([
    builtFront(),
    startStubAws({ tls }),
    startLambdaApis({ extensions }),
  ]);
  const child = spawn(process.execPath, [runtimeClient, file, lambda.address], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { AWS_LAMBDA_RUNTIME_API: lambda.address, ...frontVariables(aws), ...environment },
  });
  const log: Record<string, unknown>[] = [];
  const standardError: string[] = [];
  const lines = createInterface({ input: child.stdout }).on('line', (line) => log.push(JSON.parse(line)));
  createInterface({ input: child.stderr }).on('line', (line) => standardError.push(line));
  return {
    lambda,
    aws,
    log,
    async logged(requestId) {
      for (;;) {
        const found = log.find((line) => line.requestId === requestId);
        if (found !== undefined) {
          return found;
        }
        await once(lines, 'line');
      }
    },
    standardError,
    process: child,
    signal: (name) => child.kill(name),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      await Promise.all([lambda.close(), aws.close()]);
    },
  };
}
