import { createHash } from 'node:crypto';
import type { Hub } from './hub.ts';
import { type JsonObject, objectAt } from './json.ts';
import type { StoredArtifact } from './ledger.ts';
import { userOf } from './present-pull.ts';
import type { RunRecord } from './run-record.ts';

/** A workflow run as the REST API and the `workflow_run` event show it. */
export async function presentRun(hub: Hub, run: RunRecord): Promise<JsonObject> {
  const repo = `${hub.apiUrl}/repos/${hub.repository}`;
  const url = `${repo}/actions/runs/${run.id}`;
  const actor = await userOf(hub, run.actor);
  const repository = await briefRepository(hub, hub.repository);
  const head = await briefRepository(hub, run.headRepository);
  return {
    id: run.id,
    name: run.workflowName,
    node_id: `WFR_${run.id}`,
    check_suite_id: run.id,
    check_suite_node_id: `CS_${run.id}`,
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.path,
    run_number: run.id,
    run_attempt: 1,
    event: run.event,
    display_title: run.workflowName,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: run.workflowId,
    url,
    html_url: `${hub.apiUrl}/${hub.repository}/actions/runs/${run.id}`,
    pull_requests: run.pullNumbers.map((number) => briefPull(hub, number, repository, head)),
    created_at: run.createdAt,
    updated_at: run.updatedAt,
    run_started_at: run.createdAt,
    actor,
    triggering_actor: actor,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${repo}/check-suites/${run.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: `${repo}/actions/workflows/${run.workflowId}`,
    head_commit: {
      id: run.headSha,
      tree_id: run.headSha,
      message: '',
      timestamp: run.createdAt,
      author: { name: run.actor, email: `${run.actor}@example.com` },
      committer: { name: run.actor, email: `${run.actor}@example.com` },
    },
    repository,
    head_repository: head,
  };
}

/** An artifact as the REST API shows it. `digest` is that of the zip as served. */
export async function presentArtifact(
  hub: Hub,
  artifact: StoredArtifact,
  run: RunRecord,
): Promise<JsonObject> {
  const url = `${hub.apiUrl}/repos/${hub.repository}/actions/artifacts/${artifact.id}`;
  const expiresAt = new Date(Date.parse(artifact.createdAt) + 90 * 86_400_000).toISOString();
  const repository = await briefRepository(hub, hub.repository);
  const head = await briefRepository(hub, run.headRepository);
  return {
    id: artifact.id,
    node_id: `ART_${artifact.id}`,
    name: artifact.name,
    size_in_bytes: artifact.zip.length,
    url,
    archive_download_url: `${url}/zip`,
    expired: false,
    created_at: artifact.createdAt,
    updated_at: artifact.createdAt,
    expires_at: `${expiresAt.slice(0, 19)}Z`,
    digest: `sha256:${createHash('sha256').update(artifact.zip).digest('hex')}`,
    workflow_run: {
      id: run.id,
      repository_id: Number(repository.id),
      head_repository_id: Number(head.id),
      head_branch: run.headBranch,
      head_sha: run.headSha,
    },
  };
}

const briefs = new WeakMap<Hub, Map<string, Promise<JsonObject>>>();

/** The short repository object GitHub embeds in runs. Nothing in it changes, so each is asked once. */
function briefRepository(hub: Hub, repository: string): Promise<JsonObject> {
  const known = briefs.get(hub) ?? new Map<string, Promise<JsonObject>>();
  briefs.set(hub, known);
  const asked = known.get(repository) ?? askBrief(hub, repository);
  known.set(repository, asked);
  return asked;
}

async function askBrief(hub: Hub, repository: string): Promise<JsonObject> {
  // A private fork is seen by its owner only.
  const owner = repository.split('/')[0] ?? '';
  const target = `/repos/${repository}`;
  const isFork = repository !== hub.repository;
  const full = objectAt(await (isFork ? hub.asLogin(owner, 'GET', target) : hub.asOwner('GET', target)));
  const keys = ['id', 'node_id', 'name', 'full_name', 'private', 'owner', 'description', 'fork', 'url'];
  const links = Object.keys(full).filter((key) => /(?<!^(git|ssh|clone|svn|mirror))_url$/.test(key));
  return Object.fromEntries([...keys, ...links].map((key) => [key, full[key] ?? null]));
}

function briefPull(hub: Hub, number: number, repository: JsonObject, head: JsonObject): JsonObject {
  const state = hub.ledger.pulls.get(number);
  const brief = (from: JsonObject) => ({ id: from.id ?? 0, url: from.url ?? '', name: from.name ?? '' });
  return {
    id: number,
    number,
    url: `${hub.apiUrl}/repos/${hub.repository}/pulls/${number}`,
    head: { ref: state?.headRef ?? '', sha: state?.headSha ?? '', repo: brief(head) },
    base: { ref: state?.baseRef ?? '', sha: state?.baseSha ?? '', repo: brief(repository) },
  };
}
