import type { Hub } from './hub.ts';
import { gitHubTime, type StoredArtifact } from './ledger.ts';
import { presentRun } from './present-run.ts';
import type { Conclusion, RunRecord } from './run-record.ts';

/** What a runner knows when it begins. */
export type RunBeginning = Omit<
  RunRecord,
  'id' | 'workflowId' | 'createdAt' | 'updatedAt' | 'status' | 'conclusion'
>;

/** The side of GitHub that runners talk to: never reachable through the REST API. */
export interface WorkflowRuns {
  /** All runs, oldest first. */
  readonly list: () => readonly RunRecord[];
  /** Records a run as queued and tells `workflow_run: requested`. */
  readonly begin: (run: RunBeginning) => Promise<RunRecord>;
  readonly progress: (runId: number) => void;
  /** Keeps what a job printed, for the run's page. */
  readonly keepLog: (runId: number, text: string) => void;
  /** Ends a run and tells `workflow_run: completed`. */
  readonly complete: (runId: number, conclusion: Conclusion) => Promise<void>;
  /** @throws Error when the run already has an artifact of that name, as GitHub's service does. */
  readonly storeArtifact: (runId: number, name: string, zip: Buffer) => StoredArtifact;
}

/** Keeps runs and artifacts in the ledger. Ids grow from 1, so they also order runs in time. */
export function workflowRuns(hub: Hub): WorkflowRuns {
  const { runs, artifacts } = hub.ledger;
  const workflowIds = new Map<string, number>();
  const existing = (id: number): RunRecord => {
    const run = runs.get(id);
    if (run === undefined) throw new Error(`no workflow run ${id}`);
    return run;
  };
  const tell = async (action: string, run: RunRecord) => {
    const workflow = {
      id: run.workflowId,
      node_id: `W_${run.workflowId}`,
      name: run.workflowName,
      path: run.path,
      state: 'active',
    };
    await hub.publish('workflow_run', run.actor, {
      action,
      workflow,
      workflow_run: await presentRun(hub, run),
    });
  };
  return {
    list: () => [...runs.values()],
    begin: async (beginning) => {
      const workflowId = workflowIds.get(beginning.path) ?? workflowIds.size + 1;
      workflowIds.set(beginning.path, workflowId);
      const now = gitHubTime(Date.now());
      const run: RunRecord = {
        ...beginning,
        id: runs.size + 1,
        workflowId,
        createdAt: now,
        updatedAt: now,
        status: 'queued',
        conclusion: null,
      };
      runs.set(run.id, run);
      await tell('requested', run);
      return run;
    },
    progress: (runId) => {
      existing(runId).status = 'in_progress';
    },
    keepLog: (runId, text) => {
      hub.ledger.logs.set(runId, (hub.ledger.logs.get(runId) ?? '') + text);
    },
    complete: async (runId, conclusion) => {
      const run = existing(runId);
      run.status = 'completed';
      run.conclusion = conclusion;
      run.updatedAt = gitHubTime(Date.now());
      await tell('completed', run);
    },
    storeArtifact: (runId, name, zip) => {
      const taken = [...artifacts.values()].some(
        (artifact) => artifact.runId === runId && artifact.name === name,
      );
      if (taken) throw new Error(`an artifact with the name ${name} already exists on run ${runId}`);
      const createdAt = gitHubTime(Date.now());
      const artifact = { id: artifacts.size + 1, runId: existing(runId).id, name, zip, createdAt };
      artifacts.set(artifact.id, artifact);
      return artifact;
    },
  };
}
