import { delimiter, join } from 'node:path';
import type { Json, JsonObject } from '../github/json.ts';

/** What a job's environment and its `github` context are made of. */
export interface JobFacts {
  readonly apiUrl: string;
  readonly repository: string;
  readonly eventName: string;
  readonly eventPath: string;
  readonly event: JsonObject;
  readonly sha: string;
  readonly ref: string;
  readonly actor: string;
  readonly runId: number;
  readonly workflowName: string;
  readonly jobId: string;
  readonly token: string;
  readonly workspace: string;
  readonly temp: string;
  /** Folders searched first for programs: the lab's stand-ins, then Node. */
  readonly programFolders: readonly string[];
}

/**
 * The environment of every step, built from nothing: what is not named here does not reach a step. In
 * particular no AWS_* variable and no token of the machine the lab runs on.
 */
export function stepEnvironment(facts: JobFacts): Record<string, string> {
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTOR: facts.actor,
    GITHUB_API_URL: facts.apiUrl,
    GITHUB_EVENT_NAME: facts.eventName,
    GITHUB_EVENT_PATH: facts.eventPath,
    GITHUB_GRAPHQL_URL: `${facts.apiUrl}/graphql`,
    GITHUB_JOB: facts.jobId,
    GITHUB_REF: facts.ref,
    GITHUB_REPOSITORY: facts.repository,
    GITHUB_REPOSITORY_OWNER: facts.repository.split('/')[0] ?? '',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: String(facts.runId),
    GITHUB_RUN_NUMBER: String(facts.runId),
    GITHUB_SERVER_URL: facts.apiUrl,
    GITHUB_SHA: facts.sha,
    GITHUB_WORKFLOW: facts.workflowName,
    GITHUB_WORKSPACE: facts.workspace,
    HOME: join(facts.temp, 'home'),
    LANG: 'C.UTF-8',
    PATH: [...facts.programFolders, '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter),
    RUNNER_ARCH: 'X64',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: facts.temp,
    TMPDIR: facts.temp,
  };
}

/** The `github` context of expressions. */
export function githubContext(facts: JobFacts): Json {
  const pull = facts.event.pull_request;
  const head = typeof pull === 'object' && pull !== null && !Array.isArray(pull) ? pull.head : undefined;
  return {
    actor: facts.actor,
    api_url: facts.apiUrl,
    event: facts.event,
    event_name: facts.eventName,
    event_path: facts.eventPath,
    head_ref: typeof head === 'object' && head !== null && !Array.isArray(head) ? (head.ref ?? '') : '',
    job: facts.jobId,
    ref: facts.ref,
    ref_name: facts.ref.replace(/^refs\/(heads|pull)\//, ''),
    repository: facts.repository,
    repository_owner: facts.repository.split('/')[0] ?? '',
    run_attempt: '1',
    run_id: String(facts.runId),
    run_number: String(facts.runId),
    server_url: facts.apiUrl,
    sha: facts.sha,
    token: facts.token,
    workflow: facts.workflowName,
    workspace: facts.workspace,
  };
}
