import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { makeBundle } from '../../scripts/bundle.ts';
import { bundles } from '../../scripts/bundles.ts';
import { type LambdaApis, startLambdaApis } from './lambda-apis.ts';
import { selfSigned } from './self-signed.ts';
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

let built: Promise<string> | undefined;

/** Path of the bundle as it would be deployed, built once per test run. */
export function builtFront(): Promise<string> {
  built ??= build();
  return built;
}

function fileOf(certificate: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'scientist-front-')), 'cert.pem');
  writeFileSync(file, certificate);
  return file;
}

async function build(): Promise<string> {
  const bundle = bundles.find(({ entry }) => entry === 'scientist-runtime/front.ts');
  if (bundle === undefined) {
    throw new Error('scripts/bundles.ts does not say how front is built');
  }
  const file = join(mkdtempSync(join(tmpdir(), 'scientist-front-')), 'front.mjs');
  writeFileSync(file, (await makeBundle(bundle)).contents);
  return file;
}

const runtimeClient = fileURLToPath(new URL('./runtime-client.ts', import.meta.url));

export async function startFront({
  extensions = true,
  tls = false,
  environment = {},
}: FrontOptions = {}): Promise<FrontEnvironment> {
  const certificate = tls ? selfSigned() : undefined;
  const [file, aws, lambda] = await Promise.all([
    builtFront(),
    startStubAws(certificate),
    startLambdaApis({ extensions }),
  ]);
  const child = spawn(process.execPath, [runtimeClient, file, lambda.address], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      AWS_LAMBDA_RUNTIME_API: lambda.address,
      AWS_ENDPOINT_URL: aws.url,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
      AWS_SESSION_TOKEN: 'session-token',
      DEFINITION_BUCKET: 'definitions',
      OBSERVATIONS_QUEUE_URL: `${aws.url}/123456789012/observations`,
      FRONT_API_ID: 'frontapi01',
      ...(certificate === undefined ? {} : { NODE_EXTRA_CA_CERTS: fileOf(certificate.cert) }),
      ...environment,
    },
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
