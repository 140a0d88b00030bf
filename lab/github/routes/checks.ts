import { type Answer, type Call, invalid, Refusal, type Route } from '../exchange.ts';
import type { Hub } from '../hub.ts';
import { actionsApp } from '../identity.ts';
import { at, isObject, type Json, type JsonObject, numberAt, objectsAt, textAt } from '../json.ts';
import { gitHubTime } from '../ledger.ts';
import { userOf } from '../present-pull.ts';
import { requirePermission } from '../require-permission.ts';
import { ownerLogin } from '../seed-repository.ts';

/** Longest `summary` and `text` of a check run, in characters (REST reference, "Create a check run"). */
const maxOutputCharacters = 65_535;

/** Check runs: apps only, completed by a conclusion, carrying their app. */
export function checkRoutes(hub: Hub): Route[] {
  const repo = '/repos/:owner/:repo';
  return [
    { method: 'POST', pattern: `${repo}/check-runs`, answer: (call) => create(hub, call) },
    { method: 'PATCH', pattern: `${repo}/check-runs/:check`, answer: (call) => update(hub, call) },
    { method: 'GET', pattern: `${repo}/check-runs/:check`, answer: (call) => show(hub, call) },
    {
      method: 'GET',
      pattern: `${repo}/check-runs/:check/annotations`,
      answer: (call) => annotations(hub, call),
    },
    { method: 'GET', pattern: `${repo}/commits/:ref*/check-runs`, answer: (call) => list(hub, call) },
  ];
}

async function create(hub: Hub, call: Call): Promise<Answer> {
  refuseUsers(call);
  requirePermission(call.identity, ['checks'], 'write');
  refuseLength(call.body);
  const sha = at(call.body, 'head_sha');
  if (typeof sha !== 'string' || !/^[0-9a-f]{40}$/.test(sha) || !(await commitExists(hub, sha)))
    throw invalid(`No commit found for SHA: ${String(sha)}`);
  const started = { started_at: gitHubTime(Date.now()), ...completing(call.body) };
  return complete(
    hub,
    await hub.forward(call, { ...started, ...objectBody(call), ...completing(call.body) }),
  );
}

async function update(hub: Hub, call: Call): Promise<Answer> {
  refuseUsers(call);
  requirePermission(call.identity, ['checks'], 'write');
  refuseLength(call.body);
  return complete(hub, await hub.forward(call, { ...objectBody(call), ...completing(call.body) }));
}

async function show(hub: Hub, call: Call): Promise<Answer> {
  return complete(hub, await hub.forward(call));
}

async function list(hub: Hub, call: Call): Promise<Answer> {
  const answer = await hub.forward(call);
  if (answer.status !== 200 || !isObject(answer.body)) return answer;
  const appId = call.query.get('app_id');
  const kept = appId === null || appId === String(actionsApp.id) ? objectsAt(answer.body, 'check_runs') : [];
  const shown = await Promise.all(kept.map((run) => present(hub, run)));
  return { ...answer, body: { total_count: shown.length, check_runs: shown } };
}

async function annotations(hub: Hub, call: Call): Promise<Answer> {
  const answer = await hub.forward(call);
  // The emulator wraps the list.
  if (answer.status !== 200 || !isObject(answer.body)) return answer;
  return { ...answer, body: answer.body.check_annotations ?? [] };
}

async function complete(hub: Hub, answer: Answer): Promise<Answer> {
  if (answer.status >= 300 || !isObject(answer.body)) return answer;
  return { ...answer, body: await present(hub, answer.body) };
}

async function present(hub: Hub, run: JsonObject): Promise<JsonObject> {
  const url = `${hub.apiUrl}/repos/${hub.repository}/check-runs/${numberAt(run, 'id')}`;
  const owner = await userOf(hub, ownerLogin);
  const time = textAt(run, 'started_at');
  return {
    ...run,
    output: { ...(isObject(run.output) ? run.output : {}), annotations_url: `${url}/annotations` },
    app: {
      id: actionsApp.id,
      client_id: 'lab-github-actions',
      slug: actionsApp.slug,
      node_id: 'MDM6QXBwMTUzNjg=',
      owner,
      name: 'GitHub Actions',
      description: 'Automate your workflow from idea to production',
      external_url: `${hub.apiUrl}/features/actions`,
      html_url: `${hub.apiUrl}/apps/${actionsApp.slug}`,
      created_at: time,
      updated_at: time,
      permissions: { actions: 'write', checks: 'write', contents: 'write', metadata: 'read' },
      events: [],
    },
  };
}

/** GitHub completes a check run as soon as it gets a conclusion; the emulator wants to be told. */
function completing(body: Json | undefined): JsonObject {
  return at(body, 'conclusion') === undefined ? {} : { status: 'completed' };
}

async function commitExists(hub: Hub, sha: string): Promise<boolean> {
  try {
    await hub.asOwner('GET', `/repos/${hub.repository}/git/commits/${sha}`);
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) return false;
    throw error;
  }
}

function refuseUsers(call: Call): void {
  if (call.identity.kind === 'user') throw new Refusal(403, 'You must authenticate via a GitHub App.');
}

function refuseLength(body: Json | undefined): void {
  for (const key of ['summary', 'text']) {
    const held = at(body, 'output', key);
    if (typeof held === 'string' && [...held].length > maxOutputCharacters)
      throw invalid(`output.${key} exceeds a maximum of ${maxOutputCharacters} characters`);
  }
}

function objectBody(call: Call): JsonObject {
  return isObject(call.body) ? call.body : {};
}
