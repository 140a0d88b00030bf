import { afterEach, describe, expect, it } from 'vitest';
import { readOwnLogin } from '../../src/github/read-own-login.ts';
import { type GithubStub, type StubAnswer, startGithubStub } from './github-stub.ts';

let stub: GithubStub;

afterEach(async () => {
  await stub.close();
});

async function start(graphql: StubAnswer, user: StubAnswer): Promise<void> {
  stub = await startGithubStub(({ url }) => (url.includes('graphql') ? graphql : user));
}

const refused = {
  errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }],
  data: null,
};

describe("the token's own account", () => {
  it.each([
    [
      'what GraphQL says',
      { body: { data: { viewer: { login: 'gate[bot]' } } } },
      { status: 500 },
      'gate[bot]',
    ],
    ['what REST says, where GraphQL refuses', { body: refused }, { body: { login: 'ana' } }, 'ana'],
    ['what REST says, where there is no GraphQL', { status: 404 }, { body: { login: 'ana' } }, 'ana'],
    ["a workflow's, where both refuse", { status: 403 }, { status: 403 }, 'github-actions[bot]'],
  ])('is %s', async (_what, graphql, user, login) => {
    await start(graphql, user);
    expect(await readOwnLogin(stub.repository)).toBe(login);
  });

  it.each([
    ['GraphQL fails', { status: 502 }, { body: { login: 'ana' } }],
    ['REST fails after a refusal', { status: 404 }, { status: 502 }],
  ])('is not guessed where %s', async (_what, graphql, user) => {
    await start(graphql, user);
    await expect(readOwnLogin(stub.repository)).rejects.toMatchObject({ name: 'Unavailable' });
  });

  it('is not guessed where the token is wrong', async () => {
    await start({ status: 401 }, { status: 401 });
    await expect(readOwnLogin(stub.repository)).rejects.toMatchObject({ name: 'NotPermitted' });
  });
});
