import type { Json } from '../github/json.ts';
import type { JobFacts } from './job-environment.ts';
import type { Processes } from './run-process.ts';

/** Everything a job needs from the lab. */
export interface JobSetting {
  readonly facts: JobFacts;
  /** The job's `permissions:`, with GitHub's dashes. */
  readonly permissions: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  /** What `configure-aws-credentials` gives; nothing else may. */
  readonly awsEnvironment: Readonly<Record<string, string>>;
  /** Folder of this repository's action. */
  readonly actionRoot: string;
  readonly node: string;
  readonly processes: Processes;
  readonly storeArtifact: (name: string, zip: Buffer) => void;
  readonly log: (text: string) => void;
  /** Told what a run of the action has printed so far; true ends it there with SIGKILL, as if its machine died. */
  readonly diesAt: (printed: string) => boolean;
  readonly stop: AbortSignal;
}

/** What steps leave for later steps. */
export interface JobMemory {
  /** Set by `GITHUB_ENV` and by `configure-aws-credentials`. */
  environment: Record<string, string>;
  steps: Record<string, Json>;
}
