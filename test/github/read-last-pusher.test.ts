import { afterEach, describe, expect, it } from 'vitest';
import { readLastPusher } from '../../src/github/read-last-pusher.ts';
import { type GithubStub, type StubAnswer, startGithubStub } from './github-stub.ts';

const sha = 'a'.repeat(40);
const head = { repository: 'otto/functions', ref: 'faster', sha };
const commit = { body: { author: { login: 'forged' }, committer: { login: 'forged' } } };

let stub: GithubStub;

afterEach(async () => {
  await stub.close();
});

async function start(activity: StubAnswer): Promise<void> {
  stub = await startGithubStub(({ url }) => (url.includes('/activity') ? activity : commit));
}

describe('whoever pushed a head', () => {
  it("is told by the head repository's record of pushes, whatever the commit says", async () => {
    await start({ body: [{ after: sha, actor: { login: 'otto' } }] });
    expect(await readLastPusher(stub.repository, head)).toBe('otto');
    expect(stub.seen.map(({ url }) => decodeURIComponent(url))).toEqual([
      '/repos/otto/functions/activity?ref=refs/heads/faster&per_page=10',
    ]);
  });

  it.each([
    ['does not reach back so far', { body: [] }],
    ['does not exist', { status: 404 }],
    ['may not be read', { status: 403 }],
  ])('is taken from the commit where that record %s', async (_what, activity) => {
    await start(activity);
    expect(await readLastPusher(stub.repository, head)).toBe('forged');
  });

  it('is taken from the commit where the head repository is gone', async () => {
    await start({ status: 500 });
    expect(await readLastPusher(stub.repository, { ...head, repository: null })).toBe('forged');
  });

  it('is not guessed where the record fails to answer', async () => {
    await start({ status: 502 });
    await expect(readLastPusher(stub.repository, head)).rejects.toMatchObject({ name: 'Unavailable' });
  });
});
