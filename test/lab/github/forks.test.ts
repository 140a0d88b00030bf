import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GithubEvent } from '../../../lab/github/hub.ts';
import { at, type Json, objectsAt, parseJson, textAt } from '../../../lab/github/json.ts';
import { type Client, startClient } from './client.ts';

describe('a pull request from a fork', () => {
  let client: Client;
  let opened: Json;
  const events: GithubEvent[] = [];

  const inFork = async (method: string, path: string, body: Json): Promise<Json> => {
    const response = await fetch(`${client.github.apiUrl}/repos/otto/functions${path}`, {
      method,
      headers: { authorization: `Bearer ${client.github.tokens.outsider}` },
      body: JSON.stringify(body),
    });
    return parseJson(await response.text());
  };
  const pushToFork = (path: string, text: string) =>
    inFork('PUT', `/contents/${path}`, {
      message: `Add ${path}`,
      branch: 'theirs',
      content: Buffer.from(text).toString('base64'),
    });

  beforeAll(async () => {
    client = await startClient();
    client.github.onEvent((event) => events.push(event));
    const { outsider } = client.github.tokens;
    const main = textAt((await client.ask(outsider, 'GET', '/git/ref/heads/main')).body, 'object', 'sha');
    await client.ask(outsider, 'POST', '/forks', {});
    await inFork('POST', '/git/refs', { ref: 'refs/heads/theirs', sha: main });
    await pushToFork('theirs.txt', 'one\n');
    const pull = { title: 'From outside', head: 'otto:theirs', base: 'main' };
    opened = (await client.ask(outsider, 'POST', '/pulls', pull)).body;
  });
  afterAll(() => client.github.close());

  it('shows where it comes from, and its files', async () => {
    expect(opened).toMatchObject({
      user: { login: 'otto' },
      head: { ref: 'theirs', repo: { full_name: 'otto/functions', fork: true } },
      base: { repo: { full_name: 'acme/functions' } },
    });
    const files = await client.ask(client.github.tokens.reviewer, 'GET', '/pulls/1/files');
    expect(objectsAt(files.body)).toMatchObject([{ filename: 'theirs.txt', status: 'added' }]);
  });

  it('follows pushes to the fork', async () => {
    const push = await pushToFork('more.txt', 'two\n');
    const pull = await client.ask(client.github.tokens.reviewer, 'GET', '/pulls/1');
    expect(at(pull.body, 'head', 'sha')).toBe(textAt(push, 'commit', 'sha'));
    await new Promise((resolve) => setImmediate(resolve));
    const last = events.at(-1);
    expect([last?.name, at(last?.payload, 'action')]).toEqual(['pull_request', 'synchronize']);
  });

  it('can be checked out and checked with a token of the base repository', async () => {
    const app = await client.github.appToken({ contents: 'read', checks: 'write' });
    const head = textAt(
      (await client.ask(client.github.tokens.reviewer, 'GET', '/pulls/1')).body,
      'head',
      'sha',
    );
    const zip = await client.ask(app, 'GET', `/zipball/${head}`);
    const check = await client.ask(app, 'POST', '/check-runs', { name: 'scientist', head_sha: head });
    expect([zip.status, check.status]).toEqual([302, 201]);
  });

  it('does not open the fork to others', async () => {
    const app = await client.github.appToken({ contents: 'read' });
    const statuses = await Promise.all(
      [app, client.github.tokens.author].map(async (token) => {
        const headers = { authorization: `Bearer ${token}` };
        return (await fetch(`${client.github.apiUrl}/repos/otto/functions/activity`, { headers })).status;
      }),
    );
    expect(statuses).toEqual([404, 404]);
  });
});
