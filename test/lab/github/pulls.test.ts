import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GithubEvent } from '../../../lab/github/hub.ts';
import { at, objectsAt, textAt } from '../../../lab/github/json.ts';
import { type Client, startClient } from './client.ts';

let client: Client;
const events: GithubEvent[] = [];
const told = () => events.map(({ name, payload }) => [name, at(payload, 'action') ?? at(payload, 'ref')]);
/** Listeners hear of a change after its answer. */
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

beforeAll(async () => {
  client = await startClient();
  client.github.onEvent((event) => events.push(event));
});
afterAll(() => client.github.close());

describe('a pull request', () => {
  it('shows its files, counts and commits as the commits have them', async () => {
    const { author } = client.github.tokens;
    const { number } = await client.openPull('files', 'export {};\n// more\n');
    await client.commit('files', 'round/data.json', '{}\n');
    const pull = await client.ask(author, 'GET', `/pulls/${number}`);
    expect(pull.body).toMatchObject({
      changed_files: 2,
      additions: 2,
      deletions: 0,
      commits: 2,
      mergeable: true,
    });
    const files = objectsAt((await client.ask(author, 'GET', `/pulls/${number}/files`)).body);
    expect(files.map((file) => [file.filename, file.status])).toEqual([
      ['round/data.json', 'added'],
      ['round/handler.mjs', 'modified'],
    ]);
    const commits = await client.ask(author, 'GET', `/pulls/${number}/commits`);
    expect(objectsAt(commits.body)).toHaveLength(2);
  });

  it('follows its branch, in lists too, and tells so', async () => {
    const { author } = client.github.tokens;
    const { number, head } = await client.openPull('moving');
    events.length = 0;
    const moved = await client.commit('moving', 'round/handler.mjs', '// moved\n');
    await nextTurn();
    const pull = await client.ask(author, 'GET', `/pulls/${number}`);
    const list = objectsAt((await client.ask(author, 'GET', '/pulls')).body);
    expect(at(pull.body, 'head', 'sha')).toBe(moved);
    expect(
      at(
        list.find((listed) => listed.number === number),
        'head',
        'sha',
      ),
    ).toBe(moved);
    expect(told()).toEqual([
      ['push', 'refs/heads/moving'],
      ['pull_request', 'synchronize'],
    ]);
    expect(events[1]?.payload).toMatchObject({ before: head, after: moved, number });
  });

  it('names who pushed last, whoever wrote the commit', async () => {
    const { reviewer, author } = client.github.tokens;
    await client.openPull('pushed');
    const content = Buffer.from('x').toString('base64');
    const person = { name: 'ana', email: 'ana@example.com' };
    await client.ask(reviewer, 'PUT', '/contents/y.txt', {
      message: 'y',
      content,
      branch: 'pushed',
      committer: person,
    });
    const { body } = await client.ask(author, 'GET', '/activity?ref=refs/heads/pushed');
    const pushes = objectsAt(body).map((push) => [at(push, 'actor', 'login'), push.activity_type]);
    expect(pushes).toEqual([
      ['ben', 'push'],
      ['ana', 'push'],
      ['ana', 'branch_creation'],
    ]);
  });

  it.each([
    ['a branch that does not exist', { head: 'nowhere', base: 'main' }],
    ['a base that does not exist', { head: 'twice', base: 'nowhere' }],
    ['a branch that has one already', { head: 'twice', base: 'main' }],
    ['a branch without commits of its own', { head: 'empty', base: 'main' }],
  ])('is refused for %s', async (_, refs) => {
    const { author } = client.github.tokens;
    const main = textAt((await client.ask(author, 'GET', '/git/ref/heads/main')).body, 'object', 'sha');
    await client.ask(author, 'POST', '/git/refs', { ref: 'refs/heads/empty', sha: main });
    await client.openPull('twice').catch(() => undefined);
    const answer = await client.ask(author, 'POST', '/pulls', { title: 'x', ...refs });
    expect(answer.status).toBe(422);
  });

  it('keeps its head while closed and takes up its branch when reopened', async () => {
    const { author } = client.github.tokens;
    const { number, head } = await client.openPull('closed');
    await client.ask(author, 'PATCH', `/pulls/${number}`, { state: 'closed' });
    const moved = await client.commit('closed', 'round/handler.mjs', '// while closed\n');
    const closed = await client.ask(author, 'GET', `/pulls/${number}`);
    expect(closed.body).toMatchObject({ state: 'closed', merged: false, head: { sha: head } });
    events.length = 0;
    const reopened = await client.ask(author, 'PATCH', `/pulls/${number}`, { state: 'open' });
    await nextTurn();
    expect(reopened.body).toMatchObject({ state: 'open', head: { sha: moved } });
    expect(told()).toEqual([['pull_request', 'reopened']]);
  });

  it('closes when its branch is deleted', async () => {
    const { author } = client.github.tokens;
    const { number } = await client.openPull('deleted');
    await client.ask(author, 'DELETE', '/git/refs/heads/deleted');
    const pull = await client.ask(author, 'GET', `/pulls/${number}`);
    expect(pull.body).toMatchObject({ state: 'closed', merged: false });
  });

  it('merges what the branch holds now, and tells both the closing and the push', async () => {
    const { author, maintainer } = client.github.tokens;
    const { number } = await client.openPull('merged');
    await client.commit('merged', 'added.txt', 'later\n');
    events.length = 0;
    const merge = await client.ask(maintainer, 'PUT', `/pulls/${number}/merge`, {});
    await nextTurn();
    expect(merge.status).toBe(200);
    const pull = await client.ask(author, 'GET', `/pulls/${number}`);
    expect(pull.body).toMatchObject({ state: 'closed', merged: true, merged_by: { login: 'maria' } });
    const file = await client.ask(author, 'GET', '/contents/added.txt?ref=main');
    expect(Buffer.from(textAt(file.body, 'content'), 'base64').toString()).toBe('later\n');
    expect(told()).toEqual([
      ['pull_request', 'closed'],
      ['push', 'refs/heads/main'],
    ]);
    expect(at(events[0]?.payload, 'pull_request', 'merged')).toBe(true);
  });

  it('cannot be merged over a change of the same file, nor at a head that moved', async () => {
    const { author, maintainer } = client.github.tokens;
    const { number, head } = await client.openPull('conflict', '// theirs\n');
    await client.commit('conflict', 'other.txt', 'x');
    const stale = await client.ask(maintainer, 'PUT', `/pulls/${number}/merge`, { sha: head });
    await client.commit('main', 'round/handler.mjs', '// ours\n');
    const conflicting = await client.ask(maintainer, 'PUT', `/pulls/${number}/merge`, {});
    const pull = await client.ask(author, 'GET', `/pulls/${number}`);
    expect([stale.status, conflicting.status]).toEqual([409, 405]);
    expect(pull.body).toMatchObject({ mergeable: false, mergeable_state: 'dirty' });
  });

  it('can be brought up to date with its base', async () => {
    const { author } = client.github.tokens;
    const { number, head } = await client.openPull('behind');
    await client.commit('main', 'news.txt', 'news\n');
    const answer = await client.ask(author, 'PUT', `/pulls/${number}/update-branch`, {});
    const file = await client.ask(author, 'GET', '/contents/news.txt?ref=behind');
    const pull = await client.ask(author, 'GET', `/pulls/${number}`);
    expect([answer.status, file.status]).toEqual([202, 200]);
    expect(at(pull.body, 'head', 'sha')).not.toBe(head);
  });

  it('gives its head as a zip to whoever may read', async () => {
    const { author } = client.github.tokens;
    const { head } = await client.openPull('zipped', '// zipped\n');
    const answer = await client.ask(author, 'GET', `/zipball/${head}`);
    expect(answer.status).toBe(302);
    const download = await fetch(answer.headers.get('location') ?? '');
    expect(download.headers.get('content-type')).toBe('application/zip');
    expect((await download.text()).slice(0, 2)).toBe('PK');
  });

  it('links to the lab only, in bodies and in paging', async () => {
    const { author } = client.github.tokens;
    const answer = await client.ask(author, 'GET', '/pulls?per_page=1&state=all');
    const addresses = JSON.stringify(answer.body).match(/https?:\/\/[^/"{]+/g) ?? [];
    expect(new Set(addresses)).toEqual(new Set([client.github.apiUrl]));
    expect(answer.headers.get('link')).toContain(`<${client.github.apiUrl}/repos/acme/functions/pulls?`);
  });
});
