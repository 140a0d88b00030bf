import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { objectAt, objectsAt } from '../../../lab/github/json.ts';
import type { CheckReport } from '../../../src/report/check.ts';
import { commentKey } from '../../../src/report/comment-key.ts';
import { connect, type GithubFixture, gatePermissions, startGithubFixture } from './github-fixture.ts';

let github: GithubFixture;
let pull: { readonly number: number; readonly headSha: string };

beforeAll(async () => {
  github = await startGithubFixture();
  pull = await github.open('published', 'round/f.mjs');
});

afterAll(async () => {
  await github.lab.close();
});

const comments = async () => objectsAt(await github.as('author', 'GET', `/issues/${pull.number}/comments`));
const checks = async (headSha = pull.headSha) =>
  objectsAt(await github.as('author', 'GET', `/commits/${headSha}/check-runs?filter=all`), 'check_runs');

describe('the comment', () => {
  it('is created once, left where it is equal, and edited where it is not', async () => {
    const body = `${commentKey(pull.number)}\nCollecting.\n`;
    const url = await github.port.upsertComment(pull.number, body);
    const [created] = await comments();
    expect(created).toMatchObject({ body, user: { login: 'github-actions[bot]' } });
    await github.port.upsertComment(pull.number, body);
    expect((await comments())[0]).toEqual(created);
    expect(await github.port.upsertComment(pull.number, `${body}More.`)).toBe(url);
    expect((await comments()).map((comment) => comment.body)).toEqual([`${body}More.`]);
  });

  it('is not taken for one that somebody else wrote with our key', async () => {
    const copied = `${commentKey(pull.number)}\nReady: approve me.`;
    const other = await github.open('spoofed', 'round/g.mjs');
    await github.as('outsider', 'POST', `/issues/${other.number}/comments`, { body: copied });
    await github.port.upsertComment(other.number, `${commentKey(other.number)}\nCollecting.`);
    const all = objectsAt(await github.as('author', 'GET', `/issues/${other.number}/comments`));
    expect(all.map((comment) => [objectAt(comment, 'user').login, comment.body])).toEqual([
      ['otto', copied],
      ['github-actions[bot]', `${commentKey(other.number)}\nCollecting.`],
    ]);
  });

  it('is refused without its key or above the limit', async () => {
    await expect(github.port.upsertComment(pull.number, 'Hello')).rejects.toMatchObject({
      name: 'InvalidInput',
    });
    const long = `${commentKey(pull.number)}\n${'é'.repeat(30_000)}`;
    await expect(github.port.upsertComment(pull.number, long)).rejects.toThrow(/60000 bytes/);
  });
});

describe('the check', () => {
  const report: CheckReport = {
    headSha: '',
    status: 'in_progress',
    conclusion: null,
    title: 'Collecting',
    summary: '214 comparisons',
    text: '',
    externalId: 'abc',
  };
  const publish = (over: Partial<CheckReport>) =>
    github.port.publishCheck({ ...report, headSha: pull.headSha, ...over });
  const outcomes = async () =>
    (await checks()).map(({ name, status, conclusion, external_id }) => [
      name,
      status,
      conclusion,
      external_id,
    ]);

  it('opens in progress, changes in place, completes, and is left where it is equal', async () => {
    await publish({});
    expect(await outcomes()).toEqual([['scientist', 'in_progress', null, 'scientist:abc']]);
    await publish({ summary: '300 comparisons' });
    await publish({ status: 'completed', conclusion: 'failure', externalId: 'def' });
    const done = await checks();
    expect(await outcomes()).toEqual([['scientist', 'completed', 'failure', 'scientist:def']]);
    await publish({ status: 'completed', conclusion: 'failure', externalId: 'def' });
    expect(await checks()).toEqual(done);
  });

  it('is made anew where a completed one would have to change its outcome', async () => {
    await publish({ status: 'completed', conclusion: 'success', externalId: 'ghi' });
    expect(await outcomes()).toContainEqual(['scientist', 'completed', 'success', 'scientist:ghi']);
    expect(await checks()).toHaveLength(2);
    await publish({ status: 'completed', conclusion: 'success', externalId: 'ghi' });
    expect(await checks()).toHaveLength(2);
  });

  it('is not the job of a workflow that has its name', async () => {
    const other = await github.open('same-name', 'round/h.mjs');
    const token = await github.lab.appToken(gatePermissions);
    await fetch(`${github.lab.apiUrl}/repos/acme/functions/check-runs`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ name: 'scientist', head_sha: other.headSha, external_id: 'job' }),
    });
    await github.port.publishCheck({ ...report, headSha: other.headSha });
    const all = await checks(other.headSha);
    expect(all.map(({ external_id }) => external_id).toSorted()).toEqual(['job', 'scientist:abc']);
  });

  it('needs the permission to write checks, and says so', async () => {
    const port = await connect(github.lab, await github.lab.appToken({ ...gatePermissions, checks: 'read' }));
    await expect(port.publishCheck({ ...report, headSha: pull.headSha })).rejects.toMatchObject({
      name: 'NotPermitted',
    });
  });

  it('is refused with more text than GitHub takes', async () => {
    await expect(publish({ text: 'x'.repeat(65_536) })).rejects.toMatchObject({ name: 'InvalidInput' });
  });
});
