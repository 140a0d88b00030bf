import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at } from '../../../lab/github/json.ts';
import { type Client, startClient } from './client.ts';

describe('access to the lab’s GitHub', () => {
  let client: Client;
  let number: number;
  let head: string;

  beforeAll(async () => {
    client = await startClient();
    ({ number, head } = await client.openPull('access'));
  });
  afterAll(() => client.github.close());

  it('refuses a token it does not know', async () => {
    const answer = await client.ask('ghp_invented', 'GET', '');
    expect([answer.status, at(answer.body, 'message')]).toEqual([401, 'Bad credentials']);
  });

  it('hides a private repository from those without a token', async () => {
    expect((await client.ask('', 'GET', '')).status).toBe(404);
  });

  it.each([
    ['ana', 'write', 'write'],
    ['maria', 'admin', 'admin'],
    ['otto', 'read', 'read'],
    ['ghost', 'none', 'none'],
  ])('tells that %s has the permission %s and the role %s', async (login, permission, role) => {
    const { body } = await client.ask(
      client.github.tokens.reviewer,
      'GET',
      `/collaborators/${login}/permission`,
    );
    expect(body).toMatchObject({ permission, role_name: role, user: { login, role_name: role } });
  });

  it('does not know the permission of somebody who does not exist', async () => {
    const path = '/collaborators/nobody-of-that-name/permission';
    expect((await client.ask(client.github.tokens.reviewer, 'GET', path)).status).toBe(404);
  });

  it.each([
    ['push', 'PUT', '/contents/x.txt', { message: 'x', content: '', branch: 'access' }],
    ['move a branch', 'PATCH', '/git/refs/heads/access', { sha: '0'.repeat(40) }],
    ['merge', 'PUT', '/pulls/1/merge', {}],
    ['close', 'PATCH', '/pulls/1', { state: 'closed' }],
    ['dispatch a workflow', 'POST', '/actions/workflows/x.yml/dispatches', { ref: 'main' }],
  ])('does not let a reader %s', async (_, method, path, body) => {
    expect((await client.ask(client.github.tokens.outsider, method, path, body)).status).toBe(403);
  });

  it('lets a reader comment and review', async () => {
    const { outsider } = client.github.tokens;
    const comment = await client.ask(outsider, 'POST', `/issues/${number}/comments`, { body: 'Hello' });
    const review = await client.ask(outsider, 'POST', `/pulls/${number}/reviews`, { event: 'APPROVE' });
    expect([comment.status, review.status]).toEqual([201, 200]);
  });

  it.each([
    ['checks', 'POST', '/check-runs', { name: 'x', head_sha: 'HEAD' }, 'checks=write'],
    ['comments', 'POST', '/issues/1/comments', { body: 'x' }, 'issues=write; pull_requests=write'],
    ['contents', 'PUT', '/contents/x.txt', { message: 'x', content: '' }, 'contents=write'],
    ['workflow runs', 'GET', '/actions/runs', undefined, 'actions=read'],
    ['source', 'GET', '/zipball/main', undefined, 'contents=read'],
  ])(
    'keeps an app token without permission from %s, and says what it lacks',
    async (_, method, path, body, lacks) => {
      const token = await client.github.appToken({ statuses: 'read' });
      const sent = body === undefined ? undefined : JSON.parse(JSON.stringify(body).replace('HEAD', head));
      const answer = await client.ask(token, method, path, sent);
      expect(answer.status).toBe(403);
      expect(at(answer.body, 'message')).toBe('Resource not accessible by integration');
      expect(answer.headers.get('x-accepted-github-permissions')).toBe(lacks);
    },
  );

  it('has no user for an app token, but names its account in GraphQL', async () => {
    const token = await client.github.appToken({ contents: 'read' });
    const headers = { authorization: `Bearer ${token}` };
    const user = await fetch(`${client.github.apiUrl}/user`, { headers });
    const body = JSON.stringify({ query: '{ viewer { login } }' });
    const viewer = await fetch(`${client.github.apiUrl}/graphql`, { method: 'POST', headers, body });
    expect(user.status).toBe(403);
    expect(await viewer.json()).toEqual({ data: { viewer: { login: 'github-actions[bot]' } } });
  });
});

describe('access of an outsider without any role', () => {
  it('ends at a repository that does not exist', async () => {
    const client = await startClient({ outsiderRole: 'none' });
    const { outsider, reviewer } = client.github.tokens;
    const seen = await client.ask(outsider, 'GET', '/pulls');
    const permission = await client.ask(reviewer, 'GET', '/collaborators/otto/permission');
    await client.github.close();
    expect(seen.status).toBe(404);
    expect(at(permission.body, 'permission')).toBe('none');
  });
});
