import { afterEach, describe, expect, it } from 'vitest';
import { askGithub, askGithubForOptional } from '../../src/github/ask-github.ts';
import { type GithubStub, type StubAnswer, startGithubStub } from './github-stub.ts';

let stub: GithubStub | null = null;

afterEach(async () => {
  await stub?.close();
});

async function ask(answer: StubAnswer) {
  stub = await startGithubStub(() => answer);
  const { octokit } = stub.repository;
  return () => octokit.request('GET /rate_limit');
}

describe('what GitHub refuses', () => {
  it.each([
    [401, {}, 'Bad credentials', 'NotPermitted', /github-token/],
    [403, {}, 'Resource not accessible', 'NotPermitted', /permissions of the job/],
    [
      403,
      { 'x-accepted-github-permissions': 'checks=write' },
      'No',
      'NotPermitted',
      /permission: checks=write/,
    ],
    [403, { 'x-accepted-github-permissions': '`@ana`' }, 'No', 'NotPermitted', /permissions of the job/],
    [403, { 'x-ratelimit-remaining': '0' }, 'API rate limit exceeded', 'Unavailable', /used up/],
    [403, {}, 'You have exceeded a secondary rate limit', 'Unavailable', /used up/],
    [429, {}, 'Too many', 'Unavailable', /used up/],
    [404, {}, 'Not Found', 'NotFound', /may not see it/],
    [409, {}, 'Conflict', 'Conflict', /reads again/],
    [422, {}, 'Validation Failed', 'InvalidInput', /refused what was sent/],
    [500, {}, 'Oops', 'Unavailable', /next run/],
    [503, {}, 'Unicorn', 'Unavailable', /next run/],
  ])('with %i %j "%s" is %s', async (status, headers, message, name, remedy) => {
    const request = await ask({ status, headers, body: { message } });
    await expect(askGithub('do it', request)).rejects.toMatchObject({
      name,
      story: {
        expected: 'GitHub to do it',
        found: expect.stringContaining(`${status}: ${message}`),
        remedy: expect.stringMatching(remedy),
      },
    });
  });

  it('is null where it may be absent, and only then', async () => {
    expect(await askGithubForOptional('find it', await ask({ status: 404 }))).toBeNull();
    await stub?.close();
    await expect(askGithubForOptional('find it', await ask({ status: 403 }))).rejects.toMatchObject({
      name: 'NotPermitted',
    });
  });

  it('is unavailable where nobody answers', async () => {
    const request = await ask({});
    await stub?.close();
    await expect(askGithub('answer', request)).rejects.toMatchObject({ name: 'Unavailable' });
  });

  it('leaves other faults as they are', async () => {
    const fault = new TypeError('ours');
    await expect(askGithub('do it', () => Promise.reject(fault))).rejects.toBe(fault);
  });
});
