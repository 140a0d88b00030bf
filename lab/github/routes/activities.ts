import type { Answer, Call, Route } from '../exchange.ts';
import type { Hub } from '../hub.ts';
import { noCommit, type RecordedPush } from '../ledger.ts';
import { pageOf } from '../paging.ts';
import { userOf } from '../present-pull.ts';
import { requirePermission } from '../require-permission.ts';

/** GitHub's record of who pushed what: the only answer to "who pushed last" that a committer cannot write. */
export function activityRoutes(hub: Hub): Route[] {
  return [{ method: 'GET', pattern: '/repos/:owner/:repo/activity', answer: (call) => list(hub, call) }];
}

async function list(hub: Hub, call: Call): Promise<Answer> {
  requirePermission(call.identity, ['contents'], 'read');
  const repository = `${call.params.owner}/${call.params.repo}`;
  const ref = call.query.get('ref');
  const wanted = ref === null || ref.startsWith('refs/') ? ref : `refs/heads/${ref}`;
  const actor = call.query.get('actor');
  const pushes = hub.ledger.pushes
    .filter((push) => push.repository === repository)
    .filter((push) => wanted === null || `refs/heads/${push.branch}` === wanted)
    .filter((push) => actor === null || push.by === actor);
  const newestFirst = call.query.get('direction') === 'asc' ? pushes : pushes.toReversed();
  const show = async (push: RecordedPush) => ({
    id: push.id,
    node_id: `PSH_${push.id}`,
    before: push.before,
    after: push.after,
    ref: `refs/heads/${push.branch}`,
    timestamp: push.at,
    activity_type: typeOf(push),
    actor: await userOf(hub, push.by),
  });
  return pageOf(call, hub.apiUrl, { items: newestFirst, show });
}

function typeOf(push: RecordedPush): string {
  if (push.before === noCommit) return 'branch_creation';
  if (push.after === noCommit) return 'branch_deletion';
  return push.isMerge ? 'pr_merge' : 'push';
}
