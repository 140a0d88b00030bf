import type { GithubEvent } from '../github/hub.ts';
import { at, type Json, textAt } from '../github/json.ts';
import type { Workflow } from './workflow.ts';

/** True when the event starts the workflow. `workflow_dispatch` names its workflow itself. */
export function triggers(workflow: Workflow, event: GithubEvent): boolean {
  const trigger = workflow.on.get(event.name);
  if (trigger === undefined) return false;
  const action = at(event.payload, 'action');
  if (trigger.types.length > 0 && !trigger.types.includes(String(action))) return false;
  if (event.name === 'workflow_run' && !trigger.workflows.includes(textAt(event.payload, 'workflow', 'name')))
    return false;
  return event.name !== 'workflow_dispatch' || at(event.payload, 'workflow') === workflow.path;
}

/** Which commit a run is about, and where its workflow file is read. */
export interface RunSource {
  readonly headSha: string;
  readonly headBranch: string;
  readonly headRepository: string;
  readonly pullNumbers: readonly number[];
  /** `GITHUB_REF` */
  readonly ref: string;
}

/**
 * Pull request events run in the pull request's context: its workflow files, its commit. All others run on
 * the default branch. GitHub takes the merge of head and base; the lab takes the head, which is the same as
 * long as the base's workflow files stay.
 */
export function sourceOf(event: GithubEvent, repository: string, mainSha: string): RunSource {
  if (event.name !== 'pull_request' && event.name !== 'pull_request_review')
    return {
      headSha: mainSha,
      headBranch: 'main',
      headRepository: repository,
      pullNumbers: [],
      ref: 'refs/heads/main',
    };
  const pull: Json | undefined = at(event.payload, 'pull_request');
  const headRepository = textAt(pull, 'head', 'repo', 'full_name');
  const number = Number(at(pull, 'number'));
  return {
    headSha: textAt(pull, 'head', 'sha'),
    headBranch: textAt(pull, 'head', 'ref'),
    headRepository,
    pullNumbers: headRepository === repository ? [number] : [],
    ref: `refs/pull/${number}/merge`,
  };
}

/**
 * GitHub starts nothing for what a workflow's own token did, lest workflows wake themselves for ever;
 * the ends of runs and dispatches are its two exceptions that matter here.
 */
export function wakesWorkflows(event: GithubEvent): boolean {
  if (event.name === 'workflow_run' || event.name === 'workflow_dispatch') return true;
  return at(event.payload, 'sender', 'type') !== 'Bot';
}
