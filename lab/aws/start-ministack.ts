import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ScientistError } from '../../src/errors.ts';
import { findPort } from '../find-port.ts';
import { openLog } from '../open-log.ts';
import { type ProcessGroup, startProcessGroup } from '../process-group.ts';
import { labAccountId, labRegion, labSecretAccessKey } from './credentials.ts';

/** A running MiniStack. Its state lives in memory and goes with it. */
export interface MiniStack {
  readonly endpointUrl: string;
  readonly port: number;
  /** Resolves, with its last words, when the server ends without having been asked to; else never. */
  readonly ended: Promise<ScientistError>;
  /** Ends the server and every function worker of it. */
  close(): Promise<void>;
}

const here = dirname(fileURLToPath(import.meta.url));
const startupMs = 30_000;
/** Of what a server said before it ended, as much as still tells why. */
const lastWordsLength = 2_000;

/** Where `bootstrap.mjs` puts the Python of the lab. */
const defaultPython = join(here, '..', '..', '.venv', 'bin', 'python');

/**
 * Starts MiniStack on 127.0.0.1 and waits until it answers. Functions run on the Node that runs this process.
 * Throws `MissingTool` without a Python that has MiniStack, `Unavailable` if the port is taken or it does not come up,
 * `NotPermitted` where the log cannot be written.
 */
export async function startMiniStack(
  options: { readonly python?: string; readonly port?: number; readonly logFile?: string } = {},
): Promise<MiniStack> {
  const python = options.python ?? process.env.LAB_PYTHON ?? defaultPython;
  await assertPython(python);
  const port = await findPort(options.port);
  const log = options.logFile === undefined ? undefined : await openLog(options.logFile, 'a');
  const scratch = await mkdtemp(join(tmpdir(), 'scientist-lab-aws-'));
  const server = startProcessGroup({
    program: python,
    programArguments: [join(here, 'start_ministack.py')],
    workingFolder: scratch,
    environment: {
      PATH: [dirname(process.execPath), process.env.PATH ?? '/usr/bin:/bin'].join(delimiter),
      HOME: scratch,
      TMPDIR: scratch,
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      MINISTACK_HOST: '127.0.0.1',
      MINISTACK_REGION: labRegion,
      MINISTACK_ACCOUNT_ID: labAccountId,
      AWS_SECRET_ACCESS_KEY: labSecretAccessKey,
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
      LAMBDA_WARM_TTL_SECONDS: '600',
      LOG_LEVEL: 'WARNING',
      PYTHONUNBUFFERED: '1',
    },
    ...(log === undefined ? {} : { log }),
  });
  let isClosing = false;
  const close = async () => {
    isClosing = true;
    await server.stop();
    await rm(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  };
  const endpointUrl = `http://127.0.0.1:${port}`;
  try {
    await waitUntilHealthy(endpointUrl, server);
  } catch (error) {
    await close();
    throw error;
  }
  const ended = new Promise<ScientistError>((resolve) => {
    server.exited.then(() => {
      if (!isClosing) resolve(endedBy(server, options.logFile));
    });
  });
  return { endpointUrl, port, ended, close };
}

/** Nothing of an AWS is left when its process ends: its state was that process's memory. */
function endedBy(server: ProcessGroup, logFile: string | undefined): ScientistError {
  const how = server.child.signalCode ?? `exit code ${server.exitCode() ?? 'unknown'}`;
  const words = server.lastOutput().slice(-lastWordsLength);
  return new ScientistError('Unavailable', {
    expected: 'MiniStack, the lab’s AWS, to run as long as the lab',
    found: `it ended with ${how}${words === '' ? ' and said nothing' : `: ${words}`}`,
    remedy: `Start anew: what it held is gone${logFile === undefined ? '' : `. All that it said is in ${logFile}`}`,
  });
}

async function assertPython(python: string): Promise<void> {
  try {
    await access(python);
  } catch (error) {
    throw new ScientistError(
      'MissingTool',
      {
        expected: `a Python with MiniStack at ${python}`,
        found: 'there is none',
        remedy: 'Run `npm run lab`, which installs it, or set LAB_PYTHON to a Python that has it',
      },
      error,
    );
  }
}

async function waitUntilHealthy(endpointUrl: string, server: ProcessGroup): Promise<void> {
  const deadline = Date.now() + startupMs;
  while (server.exitCode() === undefined && Date.now() < deadline) {
    if (await isHealthy(endpointUrl)) return;
    await sleep(50);
  }
  throw new ScientistError('Unavailable', {
    expected: `MiniStack to answer at ${endpointUrl} within ${startupMs / 1000} s`,
    found: server.exitCode() === undefined ? 'it did not' : `it ended: ${server.lastOutput()}`,
    remedy: 'Free the port or choose another one, and read the output above',
  });
}

async function isHealthy(endpointUrl: string): Promise<boolean> {
  try {
    return (await fetch(`${endpointUrl}/_ministack/ready`)).ok;
  } catch {
    // Nobody listens yet; the caller's deadline decides.
    return false;
  }
}
