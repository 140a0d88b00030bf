import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GithubEvent } from '../../../lab/github/hub.ts';
import { at, type Json, numberAt, objectAt, objectsAt, parseJson, textAt } from '../../../lab/github/json.ts';
import { editsQuery } from '../../../src/inputs/comment-edits.ts';
import { type Client, startClient } from './client.ts';

let client: Client;
let number: number;
let head: string;
const events: GithubEvent[] = [];
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

beforeAll(async () => {
  client = await startClient();
  client.github.onEvent((event) => events.push(event));
  ({ number, head } = await client.openPull('conversation'));
});
afterAll(() => client.github.close());

describe('a review', () => {
  const review = (token: string, body: Json) => client.ask(token, 'POST', `/pulls/${number}/reviews`, body);

  it.each([
    ['an approval of one’s own work', 'author', { event: 'APPROVE' }],
    ['a request for changes of one’s own work', 'author', { event: 'REQUEST_CHANGES', body: 'no' }],
    ['a request for changes without words', 'reviewer', { event: 'REQUEST_CHANGES' }],
    [
      'a commit that is not part of the pull request',
      'reviewer',
      { event: 'APPROVE', commit_id: 'a'.repeat(40) },
    ],
  ] as const)('is refused for %s', async (_, person, body) => {
    expect((await review(client.github.tokens[person], body)).status).toBe(422);
  });

  it('is not an approval when an app gives it', async () => {
    const token = await client.github.appToken({ pull_requests: 'write' });
    expect((await review(token, { event: 'APPROVE' })).status).toBe(422);
  });

  it('is for the head it saw, and stays so when the head moves', async () => {
    const approved = await review(client.github.tokens.reviewer, { event: 'APPROVE' });
    expect(approved.status).toBe(200);
    expect(approved.body).toMatchObject({ state: 'APPROVED', commit_id: head, user: { login: 'ben' } });
    expect(textAt(approved.body, 'submitted_at')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    await client.commit('conversation', 'round/handler.mjs', '// after the review\n');
    const reviews = await client.ask(client.github.tokens.author, 'GET', `/pulls/${number}/reviews`);
    expect(objectsAt(reviews.body).at(-1)).toMatchObject({ state: 'APPROVED', commit_id: head });
  });

  it('can be of an earlier commit', async () => {
    const earlier = await review(client.github.tokens.reviewer, { event: 'APPROVE', commit_id: head });
    expect(earlier.body).toMatchObject({ commit_id: head });
  });

  it('is told with its state in small letters, as webhooks do', async () => {
    events.length = 0;
    await review(client.github.tokens.reviewer, { event: 'REQUEST_CHANGES', body: 'Please mend' });
    await nextTurn();
    expect(events).toMatchObject([
      {
        name: 'pull_request_review',
        payload: {
          action: 'submitted',
          review: { state: 'changes_requested', body: 'Please mend', user: { login: 'ben' } },
          pull_request: { number },
          repository: { full_name: 'acme/functions', private: true },
          sender: { login: 'ben' },
        },
      },
    ]);
  });

  it('can be dismissed by writers only', async () => {
    const { reviewer, outsider, maintainer } = client.github.tokens;
    const id = numberAt((await review(reviewer, { event: 'APPROVE' })).body, 'id');
    const path = `/pulls/${number}/reviews/${id}/dismissals`;
    expect((await client.ask(outsider, 'PUT', path, { message: 'no' })).status).toBe(403);
    const dismissed = await client.ask(maintainer, 'PUT', path, { message: 'outdated' });
    expect(dismissed.body).toMatchObject({ state: 'DISMISSED' });
  });
});

describe('a comment', () => {
  const comment = (token: string, body: string) =>
    client.ask(token, 'POST', `/issues/${number}/comments`, { body });

  it('has the same two times until it is edited', async () => {
    const { body } = await comment(client.github.tokens.author, 'first');
    expect(textAt(body, 'updated_at')).toBe(textAt(body, 'created_at'));
    expect(textAt(body, 'created_at')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  it('was edited or not by GraphQL, within the second of its creation too', async () => {
    const token = await client.github.appToken({ pull_requests: 'write' });
    const edits = async (ids: readonly string[]) => {
      const answer = await fetch(`${client.github.apiUrl}/graphql`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ query: editsQuery, variables: { ids } }),
      });
      return objectAt(parseJson(await answer.text()));
    };
    const { body } = await comment(client.github.tokens.author, '/scientist stop');
    const id = textAt(body, 'node_id');
    const fullDatabaseId = String(numberAt(body, 'id'));
    const unedited = { fullDatabaseId, lastEditedAt: null, includesCreatedEdit: false };
    expect(await edits([id])).toEqual({ data: { nodes: [unedited] } });
    const path = `/issues/comments/${numberAt(body, 'id')}`;
    await client.ask(client.github.tokens.reviewer, 'PATCH', path, { body: '/scientist rollback' });
    expect(await edits([id])).toMatchObject({
      data: { nodes: [{ fullDatabaseId, lastEditedAt: expect.any(String), includesCreatedEdit: true }] },
    });
    expect(await edits(['nothing'])).toMatchObject({ data: { nodes: [null] }, errors: [{}] });
  });

  it('is told with the pull request it stands on and who wrote it', async () => {
    events.length = 0;
    await comment(client.github.tokens.outsider, '/scientist promote');
    await nextTurn();
    expect(events).toMatchObject([
      {
        name: 'issue_comment',
        payload: {
          action: 'created',
          issue: {
            number,
            state: 'open',
            pull_request: { url: expect.stringContaining(`/pulls/${number}`) },
          },
          comment: {
            body: '/scientist promote',
            user: { login: 'otto' },
            author_association: 'COLLABORATOR',
          },
          sender: { login: 'otto' },
        },
      },
    ]);
  });

  it('is written by github-actions[bot], a bot, for an app', async () => {
    const token = await client.github.appToken({ pull_requests: 'write' });
    const { body } = await comment(token, 'by the gate');
    expect(at(body, 'user')).toMatchObject({ login: 'github-actions[bot]', type: 'Bot' });
  });

  it('is limited to 65,536 characters, also when edited', async () => {
    const { author } = client.github.tokens;
    const longest = await comment(author, 'x'.repeat(65_536));
    const id = numberAt(longest.body, 'id');
    const tooLong = { body: 'x'.repeat(65_537) };
    expect(longest.status).toBe(201);
    expect((await comment(author, tooLong.body)).status).toBe(422);
    expect((await client.ask(author, 'PATCH', `/issues/comments/${id}`, tooLong)).status).toBe(422);
  });

  it('is edited and deleted by its author or by writers, not by other readers', async () => {
    const { author, outsider, reviewer } = client.github.tokens;
    const id = numberAt((await comment(author, 'mine')).body, 'id');
    const path = `/issues/comments/${id}`;
    const statuses = [
      (await client.ask(outsider, 'PATCH', path, { body: 'stolen' })).status,
      (await client.ask(outsider, 'DELETE', path)).status,
      (await client.ask(reviewer, 'PATCH', path, { body: 'moderated' })).status,
      (await client.ask(author, 'DELETE', path)).status,
    ];
    expect(statuses).toEqual([403, 403, 200, 204]);
  });

  it('is listed from a time on', async () => {
    const { author } = client.github.tokens;
    const list = async (since: string) =>
      objectsAt((await client.ask(author, 'GET', `/issues/${number}/comments?since=${since}`)).body);
    await comment(author, 'recent');
    expect((await list('2000-01-01T00:00:00Z')).length).toBeGreaterThan(0);
    expect(await list('2100-01-01T00:00:00Z')).toEqual([]);
  });

  it('is listed in pages', async () => {
    const { author } = client.github.tokens;
    const first = await client.ask(author, 'GET', `/issues/${number}/comments?per_page=2`);
    expect(objectsAt(first.body)).toHaveLength(2);
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    const second = await fetch(next, { headers: { authorization: `Bearer ${author}` } });
    expect(numberAt(parseJson(await second.text()), 0, 'id')).toBeGreaterThan(numberAt(first.body, 1, 'id'));
  });
});
