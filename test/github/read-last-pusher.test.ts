import { afterEach, describe, expect, it } from 'vitest';
import { readLastPusher } from '../../src/github/read-last-pusher.ts';
import { type GithubStub, type StubAnswer, startGithubStub } from './github-stub.ts';

const sha = 'a'.repeat(40);
const head = { repository: 'otto/functions', ref: 'faster', sha };

let stub: GithubStub;

afterEach(async () => {
  await stub.close();
});

async function start(activity: StubAnswer): Promise<void> {
  stub = await startGithubStub(() => activity);
}

describe('whoever pushed a head', () => {
  it("is told by the head repository's record of pushes", async () => {
    await start({ body: [{ after: sha, actor: { login: 'otto', type: 'User' } }] });
    expect(await readLastPusher(stub.repository, head)).toEqual({ login: 'otto', isPerson: true });
    expect(stub.seen.map(({ url }) => decodeURIComponent(url))).toEqual([
      '/repos/otto/functions/activity?ref=refs/heads/faster&per_page=10',
    ]);
  });

  it('may be a bot, behind which anybody may stand', async () => {
    await start({ body: [{ after: sha, actor: { login: 'robot[bot]', type: 'Bot' } }] });
    expect(await readLastPusher(stub.repository, head)).toEqual({ login: 'robot[bot]', isPerson: false });
  });

  it.each([
    ['does not reach back so far', { body: [] }],
    ['does not exist', { status: 404 }],
    ['may not be read', { status: 403 }],
  ])('is not known where that record %s', async (_what, activity) => {
    await start(activity);
    expect(await readLastPusher(stub.repository, head)).toBeNull();
  });

  it('is not known where the head repository is gone', async () => {
    await start({ status: 500 });
    expect(await readLastPusher(stub.repository, { ...head, repository: null })).toBeNull();
  });

  it('is not guessed where the record fails to answer', async () => {
    await start({ status: 502 });
    await expect(readLastPusher(stub.repository, head)).rejects.toMatchObject({ name: 'Unavailable' });
  });
});
