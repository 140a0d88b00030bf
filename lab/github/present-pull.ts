import { compareCommits } from './compare-commits.ts';
import type { Hub } from './hub.ts';
import { type JsonObject, numberAt, objectAt } from './json.ts';
import type { PullState } from './ledger.ts';
import { conflictsOf } from './merge-commits.ts';

/** Keys that GitHub shows for a single pull request, but not in lists. */
const onlySingle = [
  'merged',
  'mergeable',
  'rebaseable',
  'mergeable_state',
  'merged_by',
  'comments',
  'review_comments',
  'maintainer_can_modify',
  'commits',
  'additions',
  'deletions',
  'changed_files',
];

/** A pull request as lists show it: the emulator's, with the head that its branch really has. */
export function presentListed(hub: Hub, pull: JsonObject): JsonObject {
  const shown = withState(hub, pull, hub.ledger.pulls.get(numberAt(pull, 'number')));
  for (const key of onlySingle) delete shown[key];
  return shown;
}

/** A pull request as `GET pulls/N` shows it, with counts and mergeability from the real commits. */
export async function presentPull(hub: Hub, pull: JsonObject): Promise<JsonObject> {
  const state = hub.ledger.pulls.get(numberAt(pull, 'number'));
  const shown = withState(hub, pull, state);
  if (state === undefined) return shown;
  const comparison = await compareCommits(hub, state.baseSha, state.headSha);
  const sum = (key: string) => comparison.files.reduce((total, file) => total + numberAt(file, key), 0);
  const conflicts = state.open ? await conflictsOf(hub, await currentBase(hub, state), state.headSha) : [];
  return {
    ...shown,
    commits: comparison.aheadBy,
    additions: sum('additions'),
    deletions: sum('deletions'),
    changed_files: comparison.files.length,
    merged: state.merged !== undefined,
    merged_by: state.merged === undefined ? null : await userOf(hub, state.merged.by),
    mergeable: state.open ? conflicts.length === 0 : null,
    rebaseable: state.open ? conflicts.length === 0 : null,
    mergeable_state: state.open ? (conflicts.length === 0 ? 'clean' : 'dirty') : 'unknown',
  };
}

/** The commit a merge would go onto: the base branch as it is now. */
export async function currentBase(hub: Hub, state: PullState): Promise<string> {
  return hub.ledger.heads.get(`${hub.repository}:${state.baseRef}`) ?? state.baseSha;
}

const users = new WeakMap<Hub, Map<string, JsonObject>>();

/** The short user object GitHub embeds everywhere. @throws Refusal 404 for an unknown login. */
export async function userOf(hub: Hub, login: string): Promise<JsonObject> {
  const known = users.get(hub) ?? new Map<string, JsonObject>();
  users.set(hub, known);
  const kept = known.get(login);
  if (kept !== undefined) return kept;
  const user = { ...objectAt(await hub.asOwner('GET', `/users/${encodeURIComponent(login)}`)) };
  for (const key of ['name', 'company', 'blog', 'location', 'email', 'hireable', 'bio', 'twitter_username'])
    delete user[key];
  for (const key of ['public_repos', 'public_gists', 'followers', 'following', 'created_at', 'updated_at'])
    delete user[key];
  known.set(login, user);
  return user;
}

function withState(hub: Hub, pull: JsonObject, state: PullState | undefined): JsonObject {
  if (state === undefined) return { ...pull };
  const statuses = `${hub.apiUrl}/repos/${hub.repository}/statuses/${state.headSha}`;
  return {
    ...pull,
    state: state.open ? 'open' : 'closed',
    updated_at: state.updatedAt,
    merged_at: state.merged?.at ?? null,
    merge_commit_sha: state.merged?.sha ?? null,
    statuses_url: statuses,
    head: { ...objectAt(pull, 'head'), sha: state.headSha },
    base: {
      ...objectAt(pull, 'base'),
      ref: state.baseRef,
      label: `${hub.repository.split('/')[0]}:${state.baseRef}`,
      sha: state.baseSha,
    },
    _links: { ...objectAt(pull, '_links'), statuses: { href: statuses } },
  };
}
