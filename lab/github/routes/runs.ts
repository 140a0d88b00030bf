import { type Answer, type Call, invalid, notFound, Refusal, type Route } from '../exchange.ts';
import type { Hub } from '../hub.ts';
import { atLeast } from '../identity.ts';
import { at, type Json, textAt } from '../json.ts';
import { pageOf } from '../paging.ts';
import { presentArtifact, presentRun } from '../present-run.ts';
import { requirePermission } from '../require-permission.ts';
import type { RunRecord } from '../run-record.ts';

/** Workflow runs and their artifacts, as the runner recorded them. */
export function runRoutes(hub: Hub): Route[] {
  const actions = '/repos/:owner/:repo/actions';
  return [
    { method: 'GET', pattern: `${actions}/runs`, answer: (call) => listRuns(hub, call) },
    { method: 'GET', pattern: `${actions}/workflows/:workflow/runs`, answer: (call) => listRuns(hub, call) },
    { method: 'GET', pattern: `${actions}/runs/:run`, answer: (call) => showRun(hub, call) },
    { method: 'GET', pattern: `${actions}/runs/:run/artifacts`, answer: (call) => listArtifacts(hub, call) },
    { method: 'GET', pattern: `${actions}/artifacts/:artifact`, answer: (call) => showArtifact(hub, call) },
    { method: 'GET', pattern: `${actions}/artifacts/:artifact/zip`, answer: (call) => redirect(hub, call) },
    {
      method: 'POST',
      pattern: `${actions}/workflows/:workflow/dispatches`,
      answer: (call) => dispatch(hub, call),
    },
  ];
}

async function listRuns(hub: Hub, call: Call): Promise<Answer> {
  requirePermission(call.identity, ['actions'], 'read');
  const wanted = (key: string, held: string) => (call.query.get(key) ?? held) === held;
  const runs = [...hub.ledger.runs.values()]
    .filter((run) => call.params.workflow === undefined || isOfWorkflow(run, call.params.workflow))
    .filter((run) => wanted('head_sha', run.headSha) && wanted('event', run.event))
    .filter((run) => wanted('branch', run.headBranch) && wanted('actor', run.actor))
    .filter((run) => hasStatus(run, call.query.get('status')))
    .sort((a, b) => b.id - a.id);
  return pageOf(call, hub.apiUrl, {
    items: runs,
    show: (run) => presentRun(hub, run),
    wrap: (page, total) => ({ total_count: total, workflow_runs: page }),
  });
}

async function showRun(hub: Hub, call: Call): Promise<Answer> {
  requirePermission(call.identity, ['actions'], 'read');
  return { status: 200, body: await presentRun(hub, runOf(hub, call.params.run)) };
}

async function listArtifacts(hub: Hub, call: Call): Promise<Answer> {
  requirePermission(call.identity, ['actions'], 'read');
  const run = runOf(hub, call.params.run);
  const name = call.query.get('name');
  const found = [...hub.ledger.artifacts.values()]
    .filter((artifact) => artifact.runId === run.id && (name === null || artifact.name === name))
    .reverse();
  return pageOf(call, hub.apiUrl, {
    items: found,
    show: (artifact) => presentArtifact(hub, artifact, run),
    wrap: (page, total) => ({ total_count: total, artifacts: page }),
  });
}

async function showArtifact(hub: Hub, call: Call): Promise<Answer> {
  requirePermission(call.identity, ['actions'], 'read');
  const artifact = hub.ledger.artifacts.get(Number(call.params.artifact));
  if (artifact === undefined) throw notFound();
  return {
    status: 200,
    body: await presentArtifact(hub, artifact, runOf(hub, String(artifact.runId))),
  };
}

/** GitHub answers with a short-lived address at its blob store, which needs no token. */
async function redirect(hub: Hub, call: Call): Promise<Answer> {
  requirePermission(call.identity, ['actions'], 'read');
  const artifact = hub.ledger.artifacts.get(Number(call.params.artifact));
  if (artifact === undefined) throw notFound();
  return {
    status: 302,
    headers: { location: hub.signedDownload(`artifact-${artifact.id}.zip`, artifact.zip) },
  };
}

async function dispatch(hub: Hub, call: Call): Promise<Answer> {
  requirePermission(call.identity, ['actions'], 'write');
  if (!atLeast(hub.roleOf(call.identity), 'write')) throw new Refusal(403, 'Must have write access');
  const ref = textAt(call.body, 'ref').replace(/^refs\/heads\//, '');
  if (!hub.ledger.heads.has(`${hub.repository}:${ref}`)) throw invalid(`No ref found for: ${ref}`);
  const inputs: Json = at(call.body, 'inputs') ?? null;
  const workflow = `.github/workflows/${call.params.workflow}`;
  await hub.publish('workflow_dispatch', call.identity.login, { inputs, ref: `refs/heads/${ref}`, workflow });
  return { status: 204 };
}

function runOf(hub: Hub, id: string | undefined): RunRecord {
  const run = hub.ledger.runs.get(Number(id));
  if (run === undefined) throw notFound();
  return run;
}

/** A workflow is named by its id or by its file name. */
function isOfWorkflow(run: RunRecord, workflow: string): boolean {
  return String(run.workflowId) === workflow || run.path.endsWith(`/${workflow}`);
}

/** GitHub's `status` filter takes a status or a conclusion. */
function hasStatus(run: RunRecord, wanted: string | null): boolean {
  return wanted === null || run.status === wanted || run.conclusion === wanted;
}
