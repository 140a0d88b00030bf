import { afterEach, describe, expect, it } from 'vitest';
import { publishCheck } from '../../src/github/publish-check.ts';
import { upsertComment } from '../../src/github/upsert-comment.ts';
import { type GithubStub, startGithubStub } from './github-stub.ts';

const body = '<!-- serverless-scientist:comment:5 -->\nReady.\n';
const at = '2026-03-01T10:00:00Z';

let stub: GithubStub;

afterEach(async () => {
  await stub.close();
});

async function start(list: readonly object[]): Promise<void> {
  stub = await startGithubStub(({ method }) =>
    method === 'GET' ? { body: list } : { body: { html_url: 'https://example.test/new' } },
  );
}

const writes = () =>
  stub.seen.filter(({ method }) => method !== 'GET').map(({ method, url }) => `${method} ${url}`);
const asBot = () => Promise.resolve('gate[bot]');

function comment(id: number, login: string, text: string) {
  const user = { login, type: 'Bot' };
  return {
    id,
    node_id: `IC_${id}`,
    body: text,
    html_url: `https://example.test/${id}`,
    user,
    created_at: at,
    updated_at: at,
  };
}

describe('our comment', () => {
  it.each([
    [
      'is left where GitHub gives it back with other line ends',
      [comment(1, 'gate[bot]', body.trimEnd().replaceAll('\n', '\r\n'))],
      [],
    ],
    [
      'is edited where it differs',
      [comment(1, 'gate[bot]', `${body}Old.`)],
      ['PATCH /repos/acme/functions/issues/comments/1'],
    ],
    [
      'is not that of another account',
      [comment(1, 'other[bot]', body)],
      ['POST /repos/acme/functions/issues/5/comments'],
    ],
    [
      'is not one without the key',
      [comment(1, 'gate[bot]', 'Hello')],
      ['POST /repos/acme/functions/issues/5/comments'],
    ],
    [
      'is not one that quotes the key',
      [comment(1, 'gate[bot]', `See:\n${body}`)],
      ['POST /repos/acme/functions/issues/5/comments'],
    ],
    ['is the first of two', [comment(1, 'gate[bot]', body), comment(2, 'gate[bot]', 'x')], []],
  ])('%s', async (_what, list, expected) => {
    await start(list);
    await upsertComment(stub.repository, 5, body, asBot);
    expect(writes()).toEqual(expected);
  });

  it('is created without asking who we are, where none has the key', async () => {
    await start([]);
    const url = await upsertComment(stub.repository, 5, body, () => Promise.reject(new Error('asked')));
    expect(url).toBe('https://example.test/new');
  });
});

describe('our comment among those that this run has listed', () => {
  const asked = () => stub.seen.map(({ method, url }) => `${method} ${url.split('?')[0]}`);
  const list = 'GET /repos/acme/functions/issues/5/comments';

  it.each([
    ['is found there', [comment(1, 'gate[bot]', body)], []],
    [
      'is edited without listing them again',
      [comment(1, 'gate[bot]', `${body}Old.`)],
      ['PATCH /repos/acme/functions/issues/comments/1'],
    ],
    ['is looked for anew where it is not', [], [list]],
  ])('%s', async (_what, listed, expected) => {
    await start([comment(1, 'gate[bot]', body)]);
    await upsertComment(stub.repository, 5, body, asBot, listed);
    expect(asked()).toEqual(expected);
  });
});

const report = {
  headSha: 'a'.repeat(40),
  status: 'completed',
  conclusion: 'success',
  title: 'Ready',
  summary: 'Fine.',
  text: '',
  externalId: 'e1',
} as const;

function check(over: object = {}) {
  return {
    id: 1,
    name: 'scientist',
    status: 'completed',
    conclusion: 'success',
    external_id: 'scientist:e1',
    app: { slug: 'gate' },
    output: { title: 'Ready', summary: 'Fine.', text: null },
    ...over,
  };
}

const create = ['POST /repos/acme/functions/check-runs'];
const update = ['PATCH /repos/acme/functions/check-runs/1'];

describe('our check', () => {
  it.each([
    ['is left where it is equal', [check()], []],
    ['is created where none stands', [], create],
    ['is updated where only its words differ', [check({ external_id: 'scientist:e0' })], update],
    ['is completed in place', [check({ status: 'in_progress', conclusion: null })], update],
    ['is made anew where it was completed otherwise', [check({ conclusion: 'failure' })], create],
    ['is not that of another app', [check({ app: { slug: 'github-actions' } })], create],
    ['is not one of an unknown app', [check({ app: null })], create],
    ['is not a job of the same name', [check({ external_id: 'c0ffee' })], create],
    ['is the newest', [check({ conclusion: 'failure' }), check({ id: 2 })], []],
  ])('%s', async (_what, list, expected) => {
    await start(list);
    await publishCheck(stub.repository, report, asBot);
    expect(writes()).toEqual(expected);
  });

  it('has a name, a conclusion and the evidence in it, and no empty text', async () => {
    await start([]);
    await publishCheck(stub.repository, report, asBot);
    expect(stub.seen.at(-1)?.body).toEqual({
      name: 'scientist',
      head_sha: report.headSha,
      status: 'completed',
      conclusion: 'success',
      external_id: 'scientist:e1',
      output: { title: 'Ready', summary: 'Fine.' },
    });
  });

  it('in progress has no conclusion', async () => {
    await start([check()]);
    await publishCheck(stub.repository, { ...report, status: 'in_progress', conclusion: null }, asBot);
    expect(writes()).toEqual(create);
    expect(stub.seen.at(-1)?.body).not.toHaveProperty('conclusion');
  });
});
