import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ScientistError } from '../src/errors.ts';
import { readAcmeFiles } from './acme/read-files.ts';
import { labEnvironment } from './aws/credentials.ts';
import { type LabAws, startAws } from './aws/start-aws.ts';
import { type GithubLab, startGithub } from './github/start-github.ts';
import { startTicking } from './invoke-tick.ts';
import { type Runner, startRunner } from './runner/start-runner.ts';
import { startTraffic, type Traffic } from './traffic/start-traffic.ts';

/** What the lab prints when it is ready: the published way in. */
export interface LabAddress {
  readonly schemaVersion: 1;
  readonly github: {
    readonly apiUrl: string;
    readonly repository: string;
    readonly tokens: Readonly<Record<'author' | 'reviewer' | 'maintainer' | 'outsider', string>>;
  };
  readonly aws: {
    readonly endpointUrl: string;
    readonly region: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly definition: string;
  };
  readonly clientUrl: string;
  readonly dashboardUrl: string | null;
}

/** A running lab. */
export interface Lab {
  readonly address: LabAddress;
  readonly aws: LabAws;
  readonly github: GithubLab;
  readonly runner: Runner;
  /** Null where the lab was started without. */
  readonly traffic: Traffic | null;
  /**
   * Resolves when a part ends without having been asked to, with what it said; else never. Nothing is to be learned
   * from what is left: close it. GitHub is no process of its own; a fault of it is one of the lab's.
   */
  readonly broken: Promise<ScientistError>;
  /** Ends everything, the youngest first. Safe to call while requests are under way. */
  close(): Promise<void>;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const defaultLogFolder = join(root, '.lab');
const requestsPerSecond = 12;
const tickSeconds = 3;
const scheduleSeconds = 4;

/**
 * Starts AWS, GitHub, its runners, and clients. `say` is told what happens, a line at a time. Labs that run side by
 * side want a `logFolder` each (absolute, `.lab/` of the clone by default): all of them number their runs alike.
 */
export async function startLab(options: {
  readonly traffic: boolean;
  readonly logFolder?: string;
  readonly say: (line: string) => void;
}): Promise<Lab> {
  const { logFolder = defaultLogFolder } = options;
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) await closer();
  };
  const closeLater = <Part extends { close(): Promise<void> }>(part: Part): Part => {
    closers.push(() => part.close());
    return part;
  };
  try {
    // Both are waited for, so that neither is left behind when the other fails.
    const [awsStart, githubStart] = await Promise.allSettled([
      startAws({ logFile: join(logFolder, 'aws.log') }).then(closeLater),
      readAcmeFiles()
        .then((files) => startGithub({ files }))
        .then(closeLater),
    ]);
    const aws = startedOf(awsStart);
    const github = startedOf(githubStart);
    const stopTicking = startTicking({
      endpointUrl: aws.endpointUrl,
      functionName: aws.stack.TickFunctionName,
      everySeconds: tickSeconds,
      onFault: options.say,
    });
    closers.push(stopTicking);
    const runner = closeLater(
      await startRunner({
        github,
        repositoryRoot: root,
        logFolder: join(logFolder, 'runs'),
        awsEnvironment: labEnvironment(aws.endpointUrl),
        variables: {
          SCIENTIST_ROLE_ARN: `arn:aws:iam::${aws.accountId}:role/scientist-gate`,
          SCIENTIST_REGION: aws.region,
        },
        scheduleSeconds,
        log: options.say,
      }),
    );
    const traffic = options.traffic
      ? startTraffic(aws.clientUrl, { ratePerSecond: requestsPerSecond })
      : null;
    if (traffic) closers.push(() => traffic.stop());
    return { address: addressOf(aws, github), aws, github, runner, traffic, broken: aws.ended, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function startedOf<Value>(settled: PromiseSettledResult<Value>): Value {
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}

function addressOf(aws: LabAws, github: GithubLab): LabAddress {
  const { endpointUrl, region, accessKeyId, secretAccessKey, definition } = aws;
  return {
    schemaVersion: 1,
    github: { apiUrl: github.apiUrl, repository: github.repository, tokens: github.tokens },
    aws: { endpointUrl, region, accessKeyId, secretAccessKey, definition },
    clientUrl: aws.clientUrl,
    dashboardUrl: null,
  };
}
