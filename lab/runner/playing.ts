import type { GithubEvent } from '../github/hub.ts';
import type { RunRecord } from '../github/run-record.ts';
import type { GithubLab } from '../github/start-github.ts';
import type { ConcurrencyGroups } from './concurrency-groups.ts';
import { type Contexts, interpolate } from './expressions.ts';
import { githubContext, type JobFacts } from './job-environment.ts';
import type { JobSetting } from './job-setting.ts';
import type { RunSource } from './triggers.ts';
import type { Concurrency, Workflow } from './workflow.ts';

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

/** One run that is being played. */
export interface Playing {
  readonly workflow: Workflow;
  readonly run: RunRecord;
  readonly event: GithubEvent;
  readonly source: RunSource;
  /** Ends the run, and only it. */
  readonly cancel: AbortController;
}

/** What is known of a job before it starts: no token, no folders. */
export function factsOf(parts: RunnerParts, playing: Playing, jobId: string): JobFacts {
  const { run, event, source } = playing;
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

/** What `if:` and `concurrency:` of a workflow or job may name. */
export function contextsOf(parts: RunnerParts, playing: Playing, jobId: string): Contexts {
  return {
    github: githubContext(factsOf(parts, playing, jobId)),
    vars: { ...parts.setting.variables },
    inputs: playing.event.payload.inputs ?? {},
    needs: {},
  };
}

/** Waits for a concurrency group, if there is one; `undefined` when a newer run took the place. */
export async function enterGroup(
  parts: RunnerParts,
  playing: Playing,
  concurrency: Concurrency | undefined,
  contexts: Contexts,
): Promise<(() => void) | undefined> {
  if (concurrency === undefined) return () => {};
  return parts.groups.enter(interpolate(concurrency.group, contexts), {
    cancelsRunning: concurrency['cancel-in-progress'] ?? false,
    cancel: () => playing.cancel.abort(),
  });
}
