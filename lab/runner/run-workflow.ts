import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { messageOf } from '../../src/errors.ts';
import type { GithubEvent } from '../github/hub.ts';
import type { Permissions } from '../github/identity.ts';
import { textAt } from '../github/json.ts';
import type { Conclusion, RunRecord } from '../github/run-record.ts';
import type { GithubLab } from '../github/start-github.ts';
import type { ConcurrencyGroups } from './concurrency-groups.ts';
import { type Contexts, holds, interpolate } from './expressions.ts';
import { githubContext, type JobFacts } from './job-environment.ts';
import type { JobSetting } from './job-setting.ts';
import { runJob } from './run-job.ts';
import type { RunSource } from './triggers.ts';
import type { Concurrency, Job, Workflow } from './workflow.ts';

/** What all runs share. */
export interface RunnerParts {
  readonly github: GithubLab;
  readonly groups: ConcurrencyGroups;
  /** Folder of the logs: `<run id>.log`. */
  readonly logFolder: string;
  readonly programFolders: readonly string[];
  readonly setting: Omit<JobSetting, 'facts' | 'permissions' | 'log' | 'storeArtifact'>;
  readonly log: (line: string) => void;
}

/** Plays one run of a workflow from `queued` to its conclusion. */
export async function runWorkflow(
  parts: RunnerParts,
  workflow: Workflow,
  event: GithubEvent,
  source: RunSource,
): Promise<void> {
  const { github } = parts;
  const actor = textAt(event.payload, 'sender', 'login');
  const run = await github.workflowRuns.begin({
    workflowName: workflow.name,
    path: workflow.path,
    event: event.name,
    headSha: source.headSha,
    headBranch: source.headBranch,
    headRepository: source.headRepository,
    actor,
    pullNumbers: source.pullNumbers,
  });
  parts.log(`run ${run.id} ${workflow.name} (${event.name}) queued`);
  const conclusions: Conclusion[] = [];
  const leave = await enterGroup(parts, workflow.concurrency, contextsOf(parts, run, event, source, ''));
  if (leave === undefined) conclusions.push('cancelled');
  else {
    for (const [id, job] of workflow.jobs)
      conclusions.push(await playJob(parts, workflow, { id, job }, run, event, source));
    leave();
  }
  const conclusion = worst(conclusions);
  parts.log(`run ${run.id} ${workflow.name} ${conclusion}`);
  await github.workflowRuns.complete(run.id, conclusion);
}

async function playJob(
  parts: RunnerParts,
  workflow: Workflow,
  named: { id: string; job: Job },
  run: RunRecord,
  event: GithubEvent,
  source: RunSource,
): Promise<Conclusion> {
  const { job } = named;
  const contexts = contextsOf(parts, run, event, source, named.id);
  if (!holds(job.if, contexts, 'success')) return 'skipped';
  const leave = await enterGroup(parts, job.concurrency, contexts);
  if (leave === undefined) return 'cancelled';
  const temp = await mkdtemp(join(tmpdir(), 'scientist-run-'));
  const writeLog = await openLog(parts.logFolder, run.id);
  try {
    parts.github.workflowRuns.progress(run.id);
    const permissions = job.permissions ?? workflow.permissions ?? { contents: 'read' };
    const token = await parts.github.appToken(appPermissions(permissions));
    const facts = { ...factsOf(parts, run, event, source, named.id), temp, token };
    const eventPath = join(temp, 'event.json');
    await writeFile(eventPath, JSON.stringify(event.payload));
    return await runJob(job, {
      ...parts.setting,
      facts: { ...facts, eventPath, workspace: join(temp, 'workspace') },
      permissions,
      storeArtifact: (name, zip) => {
        parts.github.workflowRuns.storeArtifact(run.id, name, zip);
      },
      log: (text) => writeLog.write(text.replaceAll(token, '***')),
    });
  } catch (error) {
    writeLog.write(`##[error]${messageOf(error)}\n`);
    return 'failure';
  } finally {
    await writeLog.close();
    await rm(temp, { recursive: true, force: true });
    leave();
  }
}

/** `permissions:` in the API's spelling; the OIDC permission is no permission of the token. */
function appPermissions(permissions: Readonly<Record<string, string>>): Permissions {
  const granted: Record<string, 'read' | 'write'> = {};
  for (const [name, level] of Object.entries(permissions))
    if (name !== 'id-token' && (level === 'read' || level === 'write'))
      granted[name.replaceAll('-', '_')] = level;
  return granted;
}

async function enterGroup(
  parts: RunnerParts,
  concurrency: Concurrency | undefined,
  contexts: Contexts,
): Promise<(() => void) | undefined> {
  if (concurrency === undefined) return () => {};
  return parts.groups.enter(interpolate(concurrency.group, contexts));
}

function factsOf(
  parts: RunnerParts,
  run: RunRecord,
  event: GithubEvent,
  source: RunSource,
  jobId: string,
): JobFacts {
  return {
    apiUrl: parts.github.apiUrl,
    repository: parts.github.repository,
    eventName: event.name,
    eventPath: '',
    event: event.payload,
    sha: source.headSha,
    ref: source.ref,
    actor: run.actor,
    runId: run.id,
    workflowName: run.workflowName,
    jobId,
    token: '',
    workspace: '',
    temp: '',
    programFolders: parts.programFolders,
  };
}

function contextsOf(
  parts: RunnerParts,
  run: RunRecord,
  event: GithubEvent,
  source: RunSource,
  jobId: string,
): Contexts {
  return {
    github: githubContext(factsOf(parts, run, event, source, jobId)),
    vars: { ...parts.setting.variables },
    inputs: event.payload.inputs ?? {},
    needs: {},
  };
}

interface RunLog {
  readonly write: (text: string) => void;
  readonly close: () => Promise<void>;
}

async function openLog(folder: string, runId: number): Promise<RunLog> {
  const path = join(folder, `${runId}.log`);
  await mkdir(dirname(path), { recursive: true });
  const stream = createWriteStream(path, { flags: 'a' });
  return {
    write: (text) => {
      stream.write(text);
    },
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
}

/** A run ends as its worst job did; a run of skipped jobs only is skipped. */
function worst(conclusions: readonly Conclusion[]): Conclusion {
  const order: readonly Conclusion[] = ['failure', 'cancelled', 'success'];
  return order.find((conclusion) => conclusions.includes(conclusion)) ?? 'skipped';
}
