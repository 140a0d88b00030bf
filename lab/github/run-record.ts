/** Endings of a workflow run that the lab produces. */
export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped';

/** One workflow run, as far as the REST API and the `workflow_run` event show it. */
export interface RunRecord {
  readonly id: number;
  readonly workflowId: number;
  readonly workflowName: string;
  /** Path of the workflow file in the repository. */
  readonly path: string;
  readonly event: string;
  readonly headSha: string;
  readonly headBranch: string;
  /** `owner/name` the head comes from; another one than the repository's for forks. */
  readonly headRepository: string;
  readonly actor: string;
  /** Numbers of the pull requests this run belongs to; empty for runs from forks, as on GitHub. */
  readonly pullNumbers: readonly number[];
  readonly createdAt: string;
  updatedAt: string;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: Conclusion | null;
}
