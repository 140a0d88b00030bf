import { afterEach, describe, expect, it } from 'vitest';
import { connectGithub } from '../../src/github/connect-github.ts';
import { type GithubStub, type SeenRequest, type StubAnswer, startGithubStub } from './github-stub.ts';

let stub: GithubStub;

afterEach(async () => {
  await stub.close();
});

const repository = { full_name: 'acme/functions', private: true, default_branch: 'main' };

async function connect(
  answer: (request: SeenRequest, url: string) => StubAnswer,
  pace?: 'steady',
  shown = repository,
) {
  stub = await startGithubStub((request, url) =>
    request.url === '/repos/acme/functions' ? { body: shown } : answer(request, url),
  );
  return connectGithub({
    token: 't',
    apiUrl: stub.url,
    repository: 'acme/functions',
    pace: pace ?? 'none',
  });
}

const at = '2026-03-01T10:00:00Z';

/** Ana, who may write, gives two commands, otto a third; `edits` is what GraphQL answers for their ids. */
function connectToComments(edits: (ids: readonly string[]) => object) {
  const said = (id: number, login: string) => ({
    id,
    node_id: `IC_${id}`,
    body: '/scientist stop',
    html_url: `https://example.test/${id}`,
    user: { login, type: 'User' },
    created_at: at,
    updated_at: at,
  });
  const role = (login: string) => ({ permission: login, role_name: login });
  return connect(({ url, body }) => {
    if (url.includes('graphql')) {
      return { body: edits(JSON.parse(JSON.stringify(body)).variables.ids) };
    }
    return url.includes('/permission')
      ? { body: role(url.includes('/ana/') ? 'write' : 'read') }
      : { body: [said(1, 'ana'), said(2, 'ana'), said(3, 'otto')] };
  });
}

const sha = 'a'.repeat(40);

/** GitHub's answer about pull request 5 with so many commits. */
function pullWith(commits: number) {
  const repo = { id: 1, full_name: 'acme/functions' };
  return {
    number: 5,
    title: 'Round faster',
    state: 'open',
    merged: false,
    user: { login: 'ana' },
    head: { sha, ref: 'faster', repo },
    base: { sha, ref: 'main', repo },
    changed_files: 0,
    commits,
  };
}

describe('a connection', () => {
  it('follows every page of a list', async () => {
    const port = await connect(({ url }, address) => {
      const page = Number(new URL(url, address).searchParams.get('page') ?? 1);
      const next = `<${address}/repos/acme/functions/pulls?page=${page + 1}>; rel="next"`;
      return {
        headers: page < 3 ? { link: next } : {},
        body: [{ number: page, head: { sha: 'a'.repeat(40) } }],
      };
    });
    expect((await port.listOpenPullRequests()).map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it("asks for a person's permission once", async () => {
    const user = { id: 1, login: 'ana', type: 'User' };
    const port = await connect(({ url }) =>
      url.includes('/permission')
        ? { body: { permission: 'write', role_name: 'write' } }
        : {
            body: [{ id: 1, state: 'APPROVED', user, commit_id: 'a', submitted_at: '2026-03-01T10:00:00Z' }],
          },
    );
    await port.listReviews(1);
    await port.listReviews(2);
    expect(await port.permissionOf('ana')).toBe('write');
    expect(stub.seen.filter(({ url }) => url.includes('/permission'))).toHaveLength(1);
  });

  it('hears commands of those with write access that were never edited, and asks about no others', async () => {
    const port = await connectToComments((ids) => ({
      data: {
        nodes: ids.map((id) => ({
          id: `new format of ${id}`,
          fullDatabaseId: id.replace('IC_', ''),
          lastEditedAt: id === 'IC_2' ? at : null,
          includesCreatedEdit: id === 'IC_2',
        })),
      },
    }));
    expect(await port.listCommands(5)).toEqual([
      {
        commentId: 1,
        by: 'ana',
        permission: 'write',
        atMs: Date.parse(at),
        text: '/scientist stop',
        unproven: null,
      },
    ]);
    expect(stub.seen.find(({ method }) => method === 'POST')?.body).toMatchObject({
      variables: { ids: ['IC_1', 'IC_2'] },
    });
  });

  it('says of each command that GitHub does not say whether it was edited', async () => {
    const port = await connectToComments(() => ({ data: null, errors: [{ message: 'no' }] }));
    expect(await port.listCommands(5)).toMatchObject([
      { commentId: 1, unproven: { found: expect.stringContaining('no') } },
      { commentId: 2, unproven: { found: expect.stringContaining('no') } },
    ]);
  });

  it.each([
    ['its files', '/pulls/5/files', { changedFiles: [] }],
    ['who pushed its head', '/activity', { lastPusher: null }],
    ['who wrote its commits', '/pulls/5/commits', { contributors: null }],
    ['what its author may do', '/permission', { leastPermission: null }],
  ])('tells of a pull request that GitHub did not say %s', async (_what, path, standIn) => {
    const pull = pullWith(1);
    const actor = { login: 'ben', type: path.endsWith('commits') ? 'Bot' : 'User' };
    const port = await connect(
      ({ url }) => {
        if (url.includes(path)) {
          return { status: 502 };
        }
        if (url.includes('/permission')) {
          return { body: { permission: 'admin', role_name: 'admin' } };
        }
        if (url.includes('/activity')) {
          return { body: [{ after: sha, actor }] };
        }
        return { body: url.endsWith('/pulls/5') ? pull : [] };
      },
      undefined,
      { ...repository, private: false },
    );
    const view = await port.readPullRequest(5);
    const authorship = await port.readAuthorship(view);
    expect({ ...view, ...authorship }).toMatchObject({ number: 5, headSha: sha, ...standIn });
    expect([...view.unread, ...authorship.unread]).toMatchObject([{ found: expect.stringContaining('502') }]);
  });

  it.each([
    ['the least that author and last pusher may do', false, 'User', 'write'],
    ['nothing of a bot', false, 'Bot', null],
    ['nothing in a private repository', true, 'User', null],
  ])('tells of a pull request %s', async (_what, isPrivate, type, least) => {
    const pull = pullWith(0);
    const role = (login: string) => ({ permission: login, role_name: login });
    const port = await connect(
      ({ url }) => {
        if (url.includes('/permission')) {
          return { body: role(url.includes('/ana/') ? 'admin' : 'write') };
        }
        if (url.includes('/activity')) {
          return { body: [{ after: sha, actor: { login: 'ben', type } }] };
        }
        return { body: url.endsWith('/pulls/5') ? pull : [] };
      },
      undefined,
      { ...repository, private: isPrivate },
    );
    const { leastPermission } = await port.readAuthorship(await port.readPullRequest(5));
    expect(leastPermission).toBe(least);
  });

  it('asks again what failed', async () => {
    let broken = true;
    const port = await connect(() =>
      broken ? { status: 502 } : { body: { permission: 'read', role_name: 'read' } },
    );
    await expect(port.permissionOf('ana')).rejects.toMatchObject({ name: 'Unavailable' });
    broken = false;
    expect(await port.permissionOf('ana')).toBe('read');
  });

  it('reads again after a fault', async () => {
    let faults = 1;
    const port = await connect(() => {
      faults -= 1;
      return faults >= 0 ? { status: 503 } : { body: { permission: 'admin', role_name: 'admin' } };
    }, 'steady');
    expect(await port.permissionOf('ana')).toBe('admin');
  });

  it('creates a comment once, even where the answer is lost', async () => {
    const port = await connect(
      ({ method }) => (method === 'POST' ? { status: 502 } : { body: [] }),
      'steady',
    );
    await expect(port.upsertComment(5, '<!-- serverless-scientist:comment:5 -->\nHi')).rejects.toMatchObject({
      name: 'Unavailable',
    });
    expect(stub.seen.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it.each([['functions'], ['acme/'], ['acme/functions/more']])('is not opened to %j', async (name) => {
    stub = await startGithubStub(() => ({}));
    const options = { token: 't', apiUrl: stub.url, repository: name, pace: 'none' } as const;
    await expect(connectGithub(options)).rejects.toMatchObject({ name: 'WrongUsage' });
  });
});
