import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numberAt } from '../../../lab/github/json.ts';
import { connect, type GithubFixture, startGithubFixture } from './github-fixture.ts';

let github: GithubFixture;

beforeAll(async () => {
  github = await startGithubFixture();
});

afterAll(async () => {
  await github.lab.close();
});

describe('reading from GitHub', () => {
  it('tells the repository and its privacy', () => {
    expect(github.port.repository).toEqual({
      fullName: 'acme/functions',
      private: true,
      defaultBranch: 'main',
    });
  });

  it('reads a pull request with its files and who pushed, and follows its head', async () => {
    const { number, headSha } = await github.open('faster', 'round/fast.mjs');
    const first = await github.port.readPullRequest(number);
    expect(first).toMatchObject({
      number,
      title: 'Try faster',
      state: 'open',
      headSha,
      baseRef: 'main',
      fromFork: false,
      author: 'ana',
      changedFiles: ['round/fast.mjs'],
    });
    const next = await github.push('faster', 'round/handler.mjs', '// two\n');
    expect(await github.port.readPullRequest(number)).toMatchObject({
      headSha: next,
      changedFiles: ['round/fast.mjs', 'round/handler.mjs'],
    });
    expect(await github.port.listOpenPullRequests()).toContainEqual({ number, headSha: next });
  });

  it('does not know whose work it is that a bot pushed without a signature', async () => {
    const { number } = await github.open('by-a-bot', 'round/bot.mjs');
    const first = await github.port.readPullRequest(number);
    expect(await github.port.readAuthorship(first)).toMatchObject({ lastPusher: 'ana', contributors: [] });
    const headSha = await github.pushAsBot('by-a-bot', 'round/more.mjs', '// more\n');
    const pushed = await github.port.readPullRequest(number);
    expect(pushed.headSha).toBe(headSha);
    expect(await github.port.readAuthorship(pushed)).toMatchObject({
      lastPusher: 'github-actions[bot]',
      contributors: null,
    });
  });

  it('tells closed from merged, and lists neither as open', async () => {
    const closed = await github.open('given-up', 'round/a.mjs');
    const merged = await github.open('taken', 'round/b.mjs');
    await github.as('author', 'PATCH', `/pulls/${closed.number}`, { state: 'closed' });
    await github.as('maintainer', 'PUT', `/pulls/${merged.number}/merge`, {});
    expect((await github.port.readPullRequest(closed.number)).state).toBe('closed');
    expect((await github.port.readPullRequest(merged.number)).state).toBe('merged');
    const open = (await github.port.listOpenPullRequests()).map(({ number }) => number);
    expect(open).not.toContain(closed.number);
    expect(open).not.toContain(merged.number);
  });

  it('lists what changed on the base branch since the head left it, and nothing of the head itself', async () => {
    const { headSha } = await github.open('behind', 'round/c.mjs');
    expect(await github.port.listNewerBaseFiles(headSha, 'main')).toEqual([]);
    await github.push('main', 'round/newer.mjs', '// newer\n');
    expect(await github.port.listNewerBaseFiles(headSha, 'main')).toEqual(['round/newer.mjs']);
  });

  it('reads a file at a ref, null where there is none, and refuses a folder', async () => {
    expect(await github.port.readFile('.github/scientist.yml', 'main')).toBe('version: 1 # é\n');
    expect(await github.port.readFile('.github/other.yml', 'main')).toBeNull();
    await expect(github.port.readFile('.github', 'main')).rejects.toMatchObject({ name: 'InvalidInput' });
  });

  it('says in its own words that something does not exist or is not permitted', async () => {
    await expect(github.port.readPullRequest(4_711)).rejects.toMatchObject({ name: 'NotFound' });
    await expect(connect(github.lab, 'wrong')).rejects.toMatchObject({ name: 'NotPermitted' });
  });

  it('tells what each person may do', async () => {
    const logins = ['maria', 'ben', 'ana', 'otto', 'nobody', 'github-actions[bot]'];
    const permissions = await Promise.all(logins.map((login) => github.port.permissionOf(login)));
    expect(permissions).toEqual(['admin', 'write', 'write', 'read', 'none', 'none']);
  });
});

describe('what people say', () => {
  it('is their latest review that decides, with its commit and their permission', async () => {
    const { number, headSha } = await github.open('reviewed', 'round/c.mjs');
    const review = (person: 'reviewer' | 'outsider' | 'maintainer', event: string) =>
      github.as(person, 'POST', `/pulls/${number}/reviews`, { event, body: 'Seen.', commit_id: headSha });
    await review('reviewer', 'REQUEST_CHANGES');
    await review('reviewer', 'APPROVE');
    await review('reviewer', 'COMMENT');
    await review('outsider', 'APPROVE');
    await review('maintainer', 'COMMENT');
    const reviews = await github.port.listReviews(number);
    expect(reviews.map(({ by, state, permission, commitSha }) => [by, state, permission, commitSha])).toEqual(
      [
        ['ben', 'approved', 'write', headSha],
        ['otto', 'approved', 'read', headSha],
      ],
    );
    expect(Math.abs((reviews[0]?.submittedAtMs ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  it('is a command in a comment that was never edited, of somebody who may write', async () => {
    const { number, headSha } = await github.open('commanded', 'round/d.mjs');
    const say = (person: 'reviewer' | 'outsider', body: string) =>
      github.as(person, 'POST', `/issues/${number}/comments`, { body });
    await say('outsider', `/scientist promote ${headSha}`);
    await say('reviewer', 'I would /scientist stop here.');
    await say('reviewer', '/scientist help\r\n\r\nThank you.');
    const edited = await say('reviewer', '/scientist stop');
    const path = `/issues/comments/${numberAt(edited, 'id')}`;
    await github.as('maintainer', 'PATCH', path, { body: '/scientist rollback' });
    await github.port.upsertComment(number, `<!-- serverless-scientist:comment:${number} -->\nHello.`);
    const commands = await github.port.listCommands(number);
    expect(commands.map(({ by, permission, text }) => [by, permission, text])).toEqual([
      ['ben', 'write', '/scientist help'],
    ]);
  });
});
