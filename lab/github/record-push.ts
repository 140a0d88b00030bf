import type { Hub } from './hub.ts';
import { importHead } from './import-head.ts';
import { gitHubTime, noCommit, type Push } from './ledger.ts';
import { fullPull } from './routes/pulls.ts';

/**
 * Remembers where the branch is now, moves the heads of the open pull requests from it,
 * and tells `push` and `synchronize`.
 */
export async function recordPush(hub: Hub, push: Push): Promise<void> {
  const key = `${push.repository}:${push.branch}`;
  if (push.after === noCommit) hub.ledger.heads.delete(key);
  else hub.ledger.heads.set(key, push.after);
  hub.ledger.pushes.push({ ...push, id: hub.ledger.pushes.length + 1, at: gitHubTime(Date.now()) });
  if (push.repository === hub.repository)
    await hub.publish('push', push.by, {
      ref: `refs/heads/${push.branch}`,
      before: push.before,
      after: push.after,
      created: push.before === noCommit,
      deleted: push.after === noCommit,
      forced: false,
      pusher: { name: push.by, email: `${push.by}@example.com` },
    });
  for (const pull of hub.ledger.pulls.values()) {
    const isHead = pull.headRepository === push.repository && pull.headRef === push.branch;
    if (!pull.open || !isHead) continue;
    pull.updatedAt = gitHubTime(Date.now());
    if (push.after === noCommit) {
      await closeForMissingBranch(hub, pull.number, push.by);
      continue;
    }
    const before = pull.headSha;
    if (push.repository !== hub.repository) await importHead(hub, push.repository, push.by, push.after);
    pull.headSha = push.after;
    pull.baseSha = hub.ledger.heads.get(`${hub.repository}:${pull.baseRef}`) ?? pull.baseSha;
    await hub.publish('pull_request', push.by, {
      action: 'synchronize',
      number: pull.number,
      before,
      after: push.after,
      pull_request: await fullPull(hub, pull.number),
    });
  }
}

/** GitHub closes a pull request whose branch is deleted. */
async function closeForMissingBranch(hub: Hub, number: number, by: string): Promise<void> {
  await hub.asOwner('PATCH', `/repos/${hub.repository}/pulls/${number}`, { state: 'closed' });
  const state = hub.ledger.pulls.get(number);
  if (state !== undefined) state.open = false;
  await hub.publish('pull_request', by, {
    action: 'closed',
    number,
    pull_request: await fullPull(hub, number),
  });
}
