import type { Hub } from './hub.ts';
import { type JsonObject, objectAt } from './json.ts';
import { presentListed } from './present-pull.ts';

/** What an issue and a pull request have in common. */
const shared = [
  'id',
  'node_id',
  'number',
  'title',
  'user',
  'labels',
  'state',
  'locked',
  'active_lock_reason',
  'assignee',
  'assignees',
  'milestone',
  'created_at',
  'updated_at',
  'closed_at',
  'author_association',
  'body',
  'draft',
];

/**
 * The issue behind a pull request, as `GET issues/N` and the `issue_comment` event show it:
 * the emulator answers 404 for these. Other issues come from the emulator.
 */
export async function issueOf(hub: Hub, number: number): Promise<JsonObject> {
  const repo = `/repos/${hub.repository}`;
  if (!hub.ledger.pulls.has(number)) return objectAt(await hub.asOwner('GET', `${repo}/issues/${number}`));
  const pull = presentListed(hub, objectAt(await hub.asOwner('GET', `${repo}/pulls/${number}`)));
  const url = `${hub.apiUrl}${repo}/issues/${number}`;
  const common = Object.fromEntries(shared.map((key) => [key, pull[key] ?? null]));
  return {
    ...common,
    url,
    repository_url: hub.apiUrl + repo,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url: pull.html_url ?? null,
    comments: 0,
    closed_by: null,
    state_reason: null,
    performed_via_github_app: null,
    draft: pull.draft ?? false,
    pull_request: {
      url: pull.url ?? null,
      html_url: pull.html_url ?? null,
      diff_url: pull.diff_url ?? null,
      patch_url: pull.patch_url ?? null,
      merged_at: pull.merged_at ?? null,
    },
  };
}
