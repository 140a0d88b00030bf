import type { Answer, Call, Route } from '../exchange.ts';
import type { Hub } from '../hub.ts';
import { at, textAt } from '../json.ts';
import { noCommit } from '../ledger.ts';
import { recordPush } from '../record-push.ts';
import { requirePermission } from '../require-permission.ts';

/** Everything that moves a branch: the emulator does it, the pull requests and events follow here. */
export function pushRoutes(hub: Hub): Route[] {
  const repo = '/repos/:owner/:repo';
  return [
    { method: 'POST', pattern: `${repo}/git/refs`, answer: (call) => createRef(hub, call) },
    { method: 'PATCH', pattern: `${repo}/git/refs/:ref*`, answer: (call) => moveRef(hub, call) },
    { method: 'DELETE', pattern: `${repo}/git/refs/:ref*`, answer: (call) => deleteRef(hub, call) },
    { method: 'PUT', pattern: `${repo}/contents/:path*`, answer: (call) => writeContents(hub, call) },
    { method: 'DELETE', pattern: `${repo}/contents/:path*`, answer: (call) => writeContents(hub, call) },
  ];
}

async function createRef(hub: Hub, call: Call): Promise<Answer> {
  requirePermission(call.identity, ['contents'], 'write');
  const answer = await hub.forward(call);
  if (answer.status === 201) {
    await follow(hub, call, branchOf(textAt(call.body, 'ref')), textAt(call.body, 'sha'));
  }
  return answer;
}

async function moveRef(hub: Hub, call: Call): Promise<Answer> {
  requirePermission(call.identity, ['contents'], 'write');
  const answer = await hub.forward(call);
  if (answer.status === 200)
    await follow(hub, call, branchOf(`refs/${call.params.ref}`), textAt(call.body, 'sha'));
  return answer;
}

async function deleteRef(hub: Hub, call: Call): Promise<Answer> {
  requirePermission(call.identity, ['contents'], 'write');
  const answer = await hub.forward(call);
  if (answer.status === 204) await follow(hub, call, branchOf(`refs/${call.params.ref}`), noCommit);
  return answer;
}

async function writeContents(hub: Hub, call: Call): Promise<Answer> {
  requirePermission(call.identity, ['contents'], 'write');
  const answer = await hub.forward(call);
  const sha = Buffer.isBuffer(answer.body) ? undefined : at(answer.body, 'commit', 'sha');
  const branch = at(call.body, 'branch');
  if (answer.status < 300 && typeof sha === 'string')
    await follow(hub, call, typeof branch === 'string' ? branch : 'main', sha);
  return answer;
}

async function follow(hub: Hub, call: Call, branch: string | undefined, after: string): Promise<void> {
  if (branch === undefined) return;
  const repository = `${call.params.owner}/${call.params.repo}`;
  const before = hub.ledger.heads.get(`${repository}:${branch}`) ?? noCommit;
  if (before === after) return;
  const by = call.identity.login;
  await recordPush(hub, { repository, branch, before, after, by, isMerge: false });
}

/** The branch a full ref names; tags and others are none. */
function branchOf(ref: string): string | undefined {
  return ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : undefined;
}
