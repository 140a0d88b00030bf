import { type Answer, type Call, invalid, Refusal, type Route } from '../exchange.ts';
import type { Hub } from '../hub.ts';
import { atLeast } from '../identity.ts';
import { at, isObject, type Json, type JsonObject, numberAt, objectAt, objectsAt, textAt } from '../json.ts';
import { gitHubTime } from '../ledger.ts';
import { pageOf } from '../paging.ts';
import { issueOf } from '../present-issue.ts';
import { requirePermission } from '../require-permission.ts';

/** GitHub's limit for a comment, as its error message states it. */
const maxCommentCharacters = 65_536;

/** Comments on pull requests: times, limits, rights of editing, `since`. */
export function commentRoutes(hub: Hub): Route[] {
  const repo = '/repos/:owner/:repo';
  return [
    { method: 'GET', pattern: `${repo}/issues/comments`, answer: (call) => list(hub, call) },
    { method: 'GET', pattern: `${repo}/issues/:number/comments`, answer: (call) => list(hub, call) },
    { method: 'GET', pattern: `${repo}/issues/:number`, answer: (call) => showIssue(hub, call) },
    { method: 'POST', pattern: `${repo}/issues/:number/comments`, answer: (call) => create(hub, call) },
    { method: 'GET', pattern: `${repo}/issues/comments/:comment`, answer: (call) => show(hub, call) },
    { method: 'PATCH', pattern: `${repo}/issues/comments/:comment`, answer: (call) => edit(hub, call) },
    { method: 'DELETE', pattern: `${repo}/issues/comments/:comment`, answer: (call) => remove(hub, call) },
  ];
}

async function list(hub: Hub, call: Call): Promise<Answer> {
  requirePermission(call.identity, ['issues', 'pull_requests'], 'read');
  const all: JsonObject[] = [];
  for (let page = 1; ; page += 1) {
    const found = objectsAt(await hub.asOwner('GET', `${call.path}?per_page=100&page=${page}`));
    all.push(...found.map((comment) => present(hub, comment)));
    if (found.length < 100) break;
  }
  const since = Date.parse(call.query.get('since') ?? '');
  const recent = all.filter(
    (comment) => Number.isNaN(since) || Date.parse(textAt(comment, 'updated_at')) >= since,
  );
  const key = call.query.get('sort') === 'updated' ? 'updated_at' : 'created_at';
  recent.sort(
    (a, b) => textAt(a, key).localeCompare(textAt(b, key)) || numberAt(a, 'id') - numberAt(b, 'id'),
  );
  // Only the list of a whole repository can be turned round.
  if (call.params.number === undefined && call.query.get('direction') === 'desc') recent.reverse();
  return pageOf(call, hub.apiUrl, { items: recent, show: (comment) => comment });
}

async function show(hub: Hub, call: Call): Promise<Answer> {
  const answer = await hub.forward(call);
  return isObject(answer.body) && answer.status === 200
    ? { ...answer, body: present(hub, answer.body) }
    : answer;
}

async function showIssue(hub: Hub, call: Call): Promise<Answer> {
  requirePermission(call.identity, ['issues', 'pull_requests'], 'read');
  return { status: 200, body: await issueOf(hub, Number(call.params.number)) };
}

async function create(hub: Hub, call: Call): Promise<Answer> {
  requirePermission(call.identity, ['issues', 'pull_requests'], 'write');
  refuseLength(call.body);
  const answer = await hub.forward(call);
  if (answer.status !== 201 || !isObject(answer.body)) return answer;
  const now = gitHubTime(Date.now());
  hub.ledger.comments.set(numberAt(answer.body, 'id'), { createdAt: now, updatedAt: now, isEdited: false });
  const comment = present(hub, answer.body);
  await publishComment(hub, call, 'created', comment);
  return { ...answer, body: comment };
}

async function edit(hub: Hub, call: Call): Promise<Answer> {
  requirePermission(call.identity, ['issues', 'pull_requests'], 'write');
  refuseLength(call.body);
  await refuseStranger(hub, call);
  const answer = await hub.forward(call);
  if (answer.status !== 200 || !isObject(answer.body)) return answer;
  const times = hub.ledger.comments.get(numberAt(answer.body, 'id'));
  if (times !== undefined) {
    times.updatedAt = gitHubTime(Date.now());
    times.isEdited = true;
  }
  const comment = present(hub, answer.body);
  await publishComment(hub, call, 'edited', comment);
  return { ...answer, body: comment };
}

async function remove(hub: Hub, call: Call): Promise<Answer> {
  const comment = present(hub, await refuseStranger(hub, call));
  const answer = await hub.forward(call);
  if (answer.status === 204) await publishComment(hub, call, 'deleted', comment);
  return answer;
}

/** Comments are changed by their author, or by someone who may write. */
async function refuseStranger(hub: Hub, call: Call): Promise<JsonObject> {
  const comment = objectAt(await hub.asOwner('GET', call.path));
  const isAuthor = at(comment, 'user', 'login') === call.identity.login;
  if (!isAuthor && !atLeast(hub.roleOf(call.identity), 'write'))
    throw new Refusal(403, 'Must have admin rights to Repository.');
  return comment;
}

function refuseLength(body: Json | undefined): void {
  const text = at(body, 'body');
  if (typeof text === 'string' && [...text].length > maxCommentCharacters)
    throw invalid(`body is too long (maximum is ${maxCommentCharacters} characters)`);
}

function present(hub: Hub, comment: JsonObject): JsonObject {
  const times = hub.ledger.comments.get(numberAt(comment, 'id'));
  if (times === undefined) return comment;
  const number = Number(textAt(comment, 'issue_url').split('/').at(-1));
  const address = textAt(comment, 'html_url');
  return {
    ...comment,
    // Comments on pull requests live on the pull request's page.
    html_url: hub.ledger.pulls.has(number) ? address.replace('/issues/', '/pull/') : address,
    created_at: times.createdAt,
    updated_at: times.updatedAt,
  };
}

async function publishComment(hub: Hub, call: Call, action: string, comment: JsonObject): Promise<void> {
  const number = Number(textAt(comment, 'issue_url').split('/').at(-1));
  await hub.publish('issue_comment', call.identity.login, {
    action,
    issue: await issueOf(hub, number),
    comment,
    ...(action === 'edited' ? { changes: {} } : {}),
  });
}
