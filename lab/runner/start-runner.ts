import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { messageOf } from '../../src/errors.ts';
import type { GithubEvent } from '../github/hub.ts';
import { objectAt, parseJson, textAt } from '../github/json.ts';
import type { RunRecord } from '../github/run-record.ts';
import type { GithubLab } from '../github/start-github.ts';
import { concurrencyGroups } from './concurrency-groups.ts';
import type { RunnerParts } from './playing.ts';
import { workflowReader } from './read-workflows.ts';
import { processes } from './run-process.ts';
import { runWorkflow } from './run-workflow.ts';
import { writeStandInPrograms } from './stand-in-programs.ts';
import { sourceOf, triggers, wakesWorkflows } from './triggers.ts';

/** How the lab plays GitHub's runners. */
export interface RunnerOptions {
  readonly github: GithubLab;
  /** This repository: its locked modules, its built command line. */
  readonly repositoryRoot: string;
  /** Folder of the action the gate workflow uses; the repository's own by default. */
  readonly actionRoot?: string;
  /** What `configure-aws-credentials` puts into the environment: `AWS_*`, with `AWS_ENDPOINT_URL`. */
  readonly awsEnvironment: Readonly<Record<string, string>>;
  /** The repository's `vars`; a role and a region by default. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Seconds between two `schedule` events; 0 for none. */
  readonly scheduleSeconds: number;
  /** `.lab/runs` in the repository by default. */
  readonly logFolder?: string;
  /** One line per run and event that matters. */
  readonly log: (line: string) => void;
}

/** The runners. */
export interface Runner {
  /** Resolves when no run is queued or running and no event is being looked at. */
  readonly idle: () => Promise<void>;
  /** All runs so far, oldest first. */
  readonly runs: () => readonly RunRecord[];
  /**
   * Ends a run of the action with SIGKILL as soon as it has printed this line, as if its machine died there, and
   * resolves then. The line is awaited once, by whichever run comes to it first.
   */
  readonly killActionAt: (line: string) => Promise<void>;
  /** Stops the schedule, ends what runs, and waits until nothing is left. */
  readonly close: () => Promise<void>;
}

/** Listens to the lab's GitHub and runs the workflows of its repository as github.com would. */
export async function startRunner(options: RunnerOptions): Promise<Runner> {
  const { github } = options;
  const programs = await mkdtemp(join(tmpdir(), 'scientist-programs-'));
  await writeStandInPrograms(programs, options.repositoryRoot, process.execPath);
  const stop = new AbortController();
  const children = processes();
  const deaths = new Map<string, () => void>();
  const parts: RunnerParts = {
    github,
    groups: concurrencyGroups(),
    logFolder: options.logFolder ?? join(options.repositoryRoot, '.lab', 'runs'),
    programFolders: [programs, dirname(process.execPath)],
    setting: {
      variables: options.variables ?? {
        SCIENTIST_ROLE_ARN: 'arn:aws:iam::000000000000:role/scientist-gate',
        SCIENTIST_REGION: options.awsEnvironment.AWS_REGION ?? 'eu-west-1',
      },
      awsEnvironment: options.awsEnvironment,
      actionRoot: options.actionRoot ?? options.repositoryRoot,
      node: process.execPath,
      processes: children,
      diesAt: (printed) => {
        const line = printed.split('\n').find((written) => deaths.has(written));
        if (line === undefined) return false;
        deaths.get(line)?.();
        return deaths.delete(line);
      },
      stop: stop.signal,
    },
    log: options.log,
  };
  const token = await github.appToken({ contents: 'read' });
  const workflowsAt = workflowReader(github.apiUrl, github.repository, token, options.log);
  const busy = new Set<Promise<void>>();

  const take = async (event: GithubEvent): Promise<void> => {
    if (stop.signal.aborted || !wakesWorkflows(event)) return;
    const source = sourceOf(event, github.repository, await mainSha(github, token));
    const found = (await workflowsAt(source.headSha)).filter((workflow) => triggers(workflow, event));
    for (const workflow of found) track(runWorkflow(parts, workflow, event, source));
  };
  const track = (work: Promise<void>): void => {
    const settled = work
      .catch((error: unknown) => options.log(`runner: ${messageOf(error)}`))
      .finally(() => busy.delete(settled));
    busy.add(settled);
  };
  const unsubscribe = github.onEvent((event) => track(take(event)));
  const schedule = scheduleTimer(
    options,
    token,
    () => busy.size > 0,
    (event) => track(take(event)),
  );

  const idle = async (): Promise<void> => {
    // Events arrive a turn after the work that caused them.
    for (let quiet = 0; quiet < 2; quiet = busy.size === 0 ? quiet + 1 : 0) {
      await Promise.all(busy);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return {
    idle,
    runs: () => github.workflowRuns.list(),
    killActionAt: (line) => new Promise((resolve) => deaths.set(line, resolve)),
    close: async () => {
      clearInterval(schedule);
      unsubscribe();
      stop.abort();
      children.killAll();
      await Promise.all(busy);
      await rm(programs, { recursive: true, force: true });
    },
  };
}

/** GitHub drops scheduled runs when it is busy; so does the lab, instead of queueing one every few seconds. */
function scheduleTimer(
  options: RunnerOptions,
  token: string,
  isBusy: () => boolean,
  publish: (event: GithubEvent) => void,
): NodeJS.Timeout | undefined {
  if (options.scheduleSeconds === 0) return undefined;
  return setInterval(() => {
    if (isBusy()) return;
    scheduleEvent(options.github, token).then(publish, (error: unknown) =>
      options.log(`runner: ${messageOf(error)}`),
    );
  }, options.scheduleSeconds * 1000);
}

async function scheduleEvent(github: GithubLab, token: string): Promise<GithubEvent> {
  const repository = objectAt(await get(github, token, ''));
  return {
    name: 'schedule',
    payload: {
      schedule: '4-59/10 * * * *',
      repository,
      sender: { login: 'maria', type: 'User' },
    },
  };
}

async function mainSha(github: GithubLab, token: string): Promise<string> {
  return textAt(await get(github, token, '/git/ref/heads/main'), 'object', 'sha');
}

async function get(github: GithubLab, token: string, path: string) {
  const response = await fetch(`${github.apiUrl}/repos/${github.repository}${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return parseJson(text);
}
