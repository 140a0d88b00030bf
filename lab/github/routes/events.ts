import type { Answer, Call, Route } from '../exchange.ts';
import type { Hub } from '../hub.ts';
import type { RecordedEvent } from '../ledger.ts';
import { pageOf } from '../paging.ts';
import { userOf } from '../present-pull.ts';
import { requirePermission } from '../require-permission.ts';
import { pullOf } from './pulls.ts';

/** Issue events of pull requests: the only record of when one got another base. */
export function eventRoutes(hub: Hub): Route[] {
  const pattern = '/repos/:owner/:repo/issues/:number/events';
  return [{ method: 'GET', pattern, answer: (call) => list(hub, call) }];
}

async function list(hub: Hub, call: Call): Promise<Answer> {
  requirePermission(call.identity, ['issues', 'pull_requests'], 'read');
  const { number } = pullOf(hub, call);
  const show = async (event: RecordedEvent) => ({
    id: event.id,
    node_id: `BRC_${event.id}`,
    url: `${hub.apiUrl}/repos/${hub.repository}/issues/events/${event.id}`,
    actor: await userOf(hub, event.by),
    event: event.kind,
    commit_id: null,
    commit_url: null,
    created_at: event.at,
    performed_via_github_app: null,
  });
  return pageOf(call, hub.apiUrl, {
    items: hub.ledger.events.filter((event) => event.number === number),
    show,
  });
}
