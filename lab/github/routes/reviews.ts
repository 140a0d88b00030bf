import { compareCommits } from '../compare-commits.ts';
import { type Answer, type Call, invalid, Refusal, type Route } from '../exchange.ts';
import type { Hub } from '../hub.ts';
import { at, isObject, type Json } from '../json.ts';
import { gitHubTime, type PullState } from '../ledger.ts';
import { fullPull, pullOf } from './pulls.ts';

/** Reviews, with the refusals GitHub makes and the emulator does not. */
export function reviewRoutes(hub: Hub): Route[] {
  const base = '/repos/:owner/:repo/pulls/:number/reviews';
  return [
    { method: 'POST', pattern: base, answer: (call) => submit(hub, call) },
    { method: 'POST', pattern: `${base}/:review/events`, answer: (call) => submitPending(hub, call) },
    { method: 'PUT', pattern: `${base}/:review/dismissals`, answer: (call) => dismiss(hub, call) },
  ];
}

async function submit(hub: Hub, call: Call): Promise<Answer> {
  const state = pullOf(hub, call);
  refuseWrongReview(call, state);
  const commitId = at(call.body, 'commit_id') ?? state.headSha;
  if (!(await belongsTo(hub, state, commitId))) throw invalid('commit_id is not part of the pull request');
  const answer = await hub.forward(call, { ...(isObject(call.body) ? call.body : {}), commit_id: commitId });
  if (answer.status !== 201 || !isObject(answer.body)) return answer;
  if (at(call.body, 'event') !== undefined) await publishReview(hub, call, state, 'submitted', answer.body);
  return { ...answer, status: 200 };
}

async function submitPending(hub: Hub, call: Call): Promise<Answer> {
  const state = pullOf(hub, call);
  refuseWrongReview(call, state);
  const answer = await hub.forward(call);
  if (answer.status === 200 && isObject(answer.body))
    await publishReview(hub, call, state, 'submitted', answer.body);
  return answer;
}

async function dismiss(hub: Hub, call: Call): Promise<Answer> {
  const state = pullOf(hub, call);
  if (typeof at(call.body, 'message') !== 'string') throw invalid('message is missing');
  const role = hub.roleOf(call.identity);
  if (role === 'read' || role === 'none') throw new Refusal(403, 'Must have write access');
  const answer = await hub.forward(call);
  if (answer.status === 200 && isObject(answer.body))
    await publishReview(hub, call, state, 'dismissed', answer.body);
  return answer;
}

/** @throws Refusal 422 in GitHub's words for what nobody may review. */
function refuseWrongReview(call: Call, state: PullState): void {
  const event = at(call.body, 'event');
  const body = at(call.body, 'body');
  const unprocessable = (reason: string) => new Refusal(422, 'Unprocessable Entity', [reason]);
  const own = call.identity.login === state.author;
  if (event === 'APPROVE' && own) throw unprocessable('Can not approve your own pull request');
  if (event === 'REQUEST_CHANGES' && own)
    throw unprocessable('Can not request changes on your own pull request');
  // Repositories allow this only by an explicit setting.
  if (event === 'APPROVE' && call.identity.kind === 'app')
    throw unprocessable('GitHub Actions is not permitted to approve pull requests.');
  const isEmpty = typeof body !== 'string' || body.trim() === '';
  if ((event === 'REQUEST_CHANGES' || event === 'COMMENT') && isEmpty) throw invalid('body is missing');
}

async function belongsTo(hub: Hub, state: PullState, commitId: Json): Promise<boolean> {
  if (commitId === state.headSha) return true;
  const comparison = await compareCommits(hub, state.baseSha, state.headSha);
  return comparison.commits.some((commit) => commit.sha === commitId);
}

async function publishReview(
  hub: Hub,
  call: Call,
  state: PullState,
  action: string,
  review: Json,
): Promise<void> {
  state.updatedAt = gitHubTime(Date.now());
  // Webhooks write the state in small letters, the REST API in capitals.
  const lower = isObject(review) ? { ...review, state: String(review.state).toLowerCase() } : review;
  await hub.publish('pull_request_review', call.identity.login, {
    action,
    review: lower,
    pull_request: await fullPull(hub, state.number),
  });
}
