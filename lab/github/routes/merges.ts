import { type Answer, type Call, Refusal, type Route } from '../exchange.ts';
import type { Hub } from '../hub.ts';
import { atLeast } from '../identity.ts';
import { at } from '../json.ts';
import { gitHubTime } from '../ledger.ts';
import { conflictsOf, writeMerge } from '../merge-commits.ts';
import { currentBase } from '../present-pull.ts';
import { recordPush } from '../record-push.ts';
import { requirePermission } from '../require-permission.ts';
import { fullPull, pullOf } from './pulls.ts';

/** Merging a pull request, and bringing its branch up to date: written here, since heads move here. */
export function mergeRoutes(hub: Hub): Route[] {
  const base = '/repos/:owner/:repo/pulls/:number';
  return [
    { method: 'PUT', pattern: `${base}/merge`, answer: (call) => merge(hub, call) },
    { method: 'GET', pattern: `${base}/merge`, answer: (call) => isMerged(hub, call) },
    { method: 'PUT', pattern: `${base}/update-branch`, answer: (call) => updateBranch(hub, call) },
  ];
}

async function merge(hub: Hub, call: Call): Promise<Answer> {
  const state = pullOf(hub, call);
  const by = call.identity.login;
  requirePermission(call.identity, ['contents'], 'write');
  if (!atLeast(hub.roleOf(call.identity), 'write')) throw new Refusal(403, 'Must have push access');
  const baseSha = await currentBase(hub, state);
  if (!state.open || (await conflictsOf(hub, baseSha, state.headSha)).length > 0)
    throw new Refusal(405, 'Pull Request is not mergeable');
  const expected = at(call.body, 'sha');
  if (expected !== undefined && expected !== state.headSha)
    throw new Refusal(409, 'Head branch was modified. Review and try the merge again.');
  const single = at(call.body, 'merge_method') === 'squash' || at(call.body, 'merge_method') === 'rebase';
  const title = at(call.body, 'commit_title');
  const sha = await writeMerge(hub, {
    baseSha,
    headSha: state.headSha,
    parents: single ? [baseSha] : [baseSha, state.headSha],
    message: typeof title === 'string' ? title : `Merge pull request #${state.number} from ${state.headRef}`,
    author: by,
  });
  const repo = `/repos/${hub.repository}`;
  await hub.asOwner('PATCH', `${repo}/git/refs/heads/${state.baseRef}`, { sha });
  await hub.asOwner('PATCH', `${repo}/pulls/${state.number}`, { state: 'closed' });
  const now = gitHubTime(Date.now());
  state.open = false;
  state.updatedAt = now;
  state.merged = { sha, at: now, by };
  const pull = await fullPull(hub, state.number);
  await hub.publish('pull_request', by, { action: 'closed', number: state.number, pull_request: pull });
  await recordPush(hub, {
    repository: hub.repository,
    branch: state.baseRef,
    before: baseSha,
    after: sha,
    by,
    isMerge: true,
  });
  return { status: 200, body: { sha, merged: true, message: 'Pull Request successfully merged' } };
}

async function isMerged(hub: Hub, call: Call): Promise<Answer> {
  requirePermission(call.identity, ['pull_requests'], 'read');
  return { status: pullOf(hub, call).merged === undefined ? 404 : 204 };
}

async function updateBranch(hub: Hub, call: Call): Promise<Answer> {
  const state = pullOf(hub, call);
  const by = call.identity.login;
  requirePermission(call.identity, ['contents'], 'write');
  if (!atLeast(hub.roleOf(call.identity), 'write')) throw new Refusal(403, 'Must have push access');
  const baseSha = await currentBase(hub, state);
  const before = state.headSha;
  if ((await conflictsOf(hub, before, baseSha)).length > 0)
    throw new Refusal(422, 'merge conflict between base and head');
  const after = await writeMerge(hub, {
    baseSha: before,
    headSha: baseSha,
    parents: [before, baseSha],
    message: `Merge branch '${state.baseRef}' into ${state.headRef}`,
    author: by,
  });
  await hub.asOwner('PATCH', `/repos/${state.headRepository}/git/refs/heads/${state.headRef}`, {
    sha: after,
  });
  await recordPush(hub, {
    repository: state.headRepository,
    branch: state.headRef,
    before,
    after,
    by,
    isMerge: false,
  });
  const url = `${hub.apiUrl}/repos/${hub.repository}/pulls/${state.number}`;
  return { status: 202, body: { message: 'Updating pull request branch.', url } };
}
