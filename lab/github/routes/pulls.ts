import { compareCommits } from '../compare-commits.ts';
import { type Answer, type Call, invalid, notFound, Refusal, type Route } from '../exchange.ts';
import type { Hub } from '../hub.ts';
import { atLeast } from '../identity.ts';
import { importHead } from '../import-head.ts';
import { at, isObject, type JsonObject, numberAt, objectAt, objectsAt, textAt } from '../json.ts';
import { gitHubTime, type PullState } from '../ledger.ts';
import { pageOf } from '../paging.ts';
import { presentListed, presentPull } from '../present-pull.ts';
import { requirePermission } from '../require-permission.ts';

/** Pull requests: their heads follow pushes, their files and counts come from the commits. */
export function pullRoutes(hub: Hub): Route[] {
  const base = '/repos/:owner/:repo/pulls';
  return [
    { method: 'GET', pattern: base, answer: (call) => list(hub, call) },
    { method: 'POST', pattern: base, answer: (call) => open(hub, call) },
    { method: 'GET', pattern: `${base}/:number`, answer: (call) => show(hub, call) },
    { method: 'PATCH', pattern: `${base}/:number`, answer: (call) => edit(hub, call) },
    { method: 'GET', pattern: `${base}/:number/files`, answer: (call) => files(hub, call) },
    { method: 'GET', pattern: `${base}/:number/commits`, answer: (call) => commits(hub, call) },
    {
      method: 'GET',
      pattern: '/repos/:owner/:repo/commits/:sha/pulls',
      answer: (call) => pullsOfCommit(hub, call),
    },
  ];
}

/** The pull request a path names. @throws Refusal 404 for an unknown number. */
export function pullOf(hub: Hub, call: Call): PullState {
  const state = hub.ledger.pulls.get(Number(call.params.number));
  if (state === undefined) throw notFound();
  return state;
}

/** The current pull request in GitHub's full form, for answers and events. */
export async function fullPull(hub: Hub, number: number): Promise<JsonObject> {
  return presentPull(hub, objectAt(await hub.asOwner('GET', `/repos/${hub.repository}/pulls/${number}`)));
}

async function list(hub: Hub, call: Call): Promise<Answer> {
  const answer = await hub.forward(call);
  if (!Array.isArray(answer.body)) return answer;
  return { ...answer, body: objectsAt(answer.body).map((pull) => presentListed(hub, pull)) };
}

async function show(hub: Hub, call: Call): Promise<Answer> {
  const answer = await hub.forward(call);
  if (!isObject(answer.body) || answer.status !== 200) return answer;
  return { ...answer, body: await presentPull(hub, answer.body) };
}

async function open(hub: Hub, call: Call): Promise<Answer> {
  const head = headOf(hub, textAt(call.body, 'head'));
  const baseRef = textAt(call.body, 'base');
  const headSha = hub.ledger.heads.get(`${head.repository}:${head.ref}`);
  const baseSha = hub.ledger.heads.get(`${hub.repository}:${baseRef}`);
  // The emulator would create missing branches.
  if (headSha === undefined) throw invalid('head does not exist');
  if (baseSha === undefined) throw invalid('base does not exist');
  if (headSha === baseSha) throw invalid(`No commits between ${baseRef} and ${head.ref}`);
  if (head.repository !== hub.repository)
    await importHead(hub, head.repository, call.identity.login, headSha);
  const twin = [...hub.ledger.pulls.values()].find(
    (pull) =>
      pull.open &&
      pull.headRepository === head.repository &&
      pull.headRef === head.ref &&
      pull.baseRef === baseRef,
  );
  if (twin !== undefined) throw invalid(`A pull request already exists for ${hub.repository}:${head.ref}.`);
  const answer = await hub.forward(call);
  if (answer.status !== 201 || !isObject(answer.body)) return answer;
  const number = numberAt(answer.body, 'number');
  hub.ledger.pulls.set(number, {
    number,
    headRepository: head.repository,
    headRef: head.ref,
    baseRef,
    author: call.identity.login,
    headSha,
    baseSha,
    open: true,
    updatedAt: gitHubTime(Date.now()),
    merged: undefined,
  });
  const pull = await presentPull(hub, answer.body);
  await hub.publish('pull_request', call.identity.login, { action: 'opened', number, pull_request: pull });
  return { ...answer, body: pull };
}

async function edit(hub: Hub, call: Call): Promise<Answer> {
  const state = pullOf(hub, call);
  requirePermission(call.identity, ['pull_requests'], 'write');
  const mayEdit = call.identity.login === state.author || atLeast(hub.roleOf(call.identity), 'triage');
  if (!mayEdit) throw new Refusal(403, 'Must have admin rights to Repository.');
  if (at(call.body, 'state') === 'open' && state.merged !== undefined)
    throw invalid('state cannot be changed');
  const base = newBaseOf(hub, call, state);
  const answer = await hub.forward(call);
  if (answer.status !== 200 || !isObject(answer.body)) return answer;
  if (base !== null) {
    Object.assign(state, base);
    const { events } = hub.ledger;
    const { login: by } = call.identity;
    const at = gitHubTime(Date.now());
    events.push({ id: events.length + 1, number: state.number, kind: 'base_ref_changed', by, at });
  }
  const wasOpen = state.open;
  state.open = answer.body.state === 'open';
  state.updatedAt = gitHubTime(Date.now());
  // A closed pull request keeps its head; reopened, it takes up its branch again.
  if (state.open && !wasOpen)
    state.headSha = hub.ledger.heads.get(`${state.headRepository}:${state.headRef}`) ?? state.headSha;
  const pull = await presentPull(hub, answer.body);
  const action = wasOpen === state.open ? 'edited' : state.open ? 'reopened' : 'closed';
  await hub.publish('pull_request', call.identity.login, {
    action,
    number: state.number,
    pull_request: pull,
    ...(action === 'edited' ? { changes: {} } : {}),
  });
  return { ...answer, body: pull };
}

/** The base that an edit asks for, null where it keeps its own. @throws Refusal 422 where it may not have that one. */
function newBaseOf(
  hub: Hub,
  { body }: Call,
  state: PullState,
): Pick<PullState, 'baseRef' | 'baseSha'> | null {
  const baseRef = at(body, 'base');
  if (typeof baseRef !== 'string' || baseRef === state.baseRef) return null;
  const baseSha = hub.ledger.heads.get(`${hub.repository}:${baseRef}`);
  if (baseSha === undefined) throw invalid('base does not exist');
  if (!state.open) throw invalid('Cannot change the base branch of a closed pull request.');
  return { baseRef, baseSha };
}

async function files(hub: Hub, call: Call): Promise<Answer> {
  const state = pullOf(hub, call);
  requirePermission(call.identity, ['pull_requests'], 'read');
  const { files: changed } = await compareCommits(hub, state.baseSha, state.headSha);
  return pageOf(call, hub.apiUrl, { items: changed, show: (file) => file });
}

async function commits(hub: Hub, call: Call): Promise<Answer> {
  const state = pullOf(hub, call);
  requirePermission(call.identity, ['pull_requests'], 'read');
  const comparison = await compareCommits(hub, state.baseSha, state.headSha);
  return pageOf(call, hub.apiUrl, { items: comparison.commits, show: (commit) => commit });
}

async function pullsOfCommit(hub: Hub, call: Call): Promise<Answer> {
  requirePermission(call.identity, ['pull_requests'], 'read');
  const found: JsonObject[] = [];
  for (const state of hub.ledger.pulls.values()) {
    const comparison = await compareCommits(hub, state.baseSha, state.headSha);
    if (comparison.commits.some((commit) => commit.sha === call.params.sha)) {
      const pull = await hub.asOwner('GET', `/repos/${hub.repository}/pulls/${state.number}`);
      found.push(presentListed(hub, objectAt(pull)));
    }
  }
  return pageOf(call, hub.apiUrl, { items: found, show: (pull) => pull });
}

/** `branch` or `owner:branch`, the latter of a fork with the same name. */
function headOf(hub: Hub, head: string): { repository: string; ref: string } {
  const [owner, ref] = head.includes(':') ? head.split(':', 2) : [undefined, head];
  const name = hub.repository.split('/')[1];
  return {
    repository: owner === undefined ? hub.repository : `${owner}/${name}`,
    ref: ref ?? head,
  };
}
