import { afterEach, describe, expect, it } from 'vitest';
import { findPackageRun } from '../../src/github/find-package-run.ts';
import { headSha, World } from '../gate/world.ts';
import { type GithubStub, startGithubStub } from './github-stub.ts';

let stub: GithubStub;

afterEach(async () => {
  await stub.close();
});

const run = {
  id: 3,
  path: '.github/workflows/scientist-package.yml',
  event: 'pull_request',
  head_sha: headSha,
  head_branch: 'python',
  created_at: '2026-11-24T12:00:00Z',
  status: 'completed',
  conclusion: 'success',
  html_url: 'https://github.test/runs/3',
  repository: { full_name: 'acme/functions' },
  head_repository: { full_name: 'acme/functions' },
};
const own = { number: 7, state: 'open', closed_at: null, head: { sha: headSha }, base: { ref: 'main' } };

async function find(pulls: readonly object[], events: Readonly<Record<number, readonly object[]>> = {}) {
  stub = await startGithubStub(({ url }) => {
    const path = url.split('?')[0] ?? '';
    const issue = /\/issues\/(\d+)\/events$/.exec(path)?.[1];
    if (issue !== undefined) {
      return { body: events[Number(issue)] ?? [] };
    }
    if (path.endsWith('/pulls')) {
      return { body: pulls };
    }
    return path.endsWith('/artifacts')
      ? {
          body: {
            total_count: 1,
            artifacts: [{ id: 5, name: 'scientist-package', expired: false, size_in_bytes: 9 }],
          },
        }
      : { body: { total_count: 1, workflow_runs: [run] } };
  });
  return findPackageRun(stub.repository, new World().pullRequest);
}

describe('the package run of a pull request', () => {
  it('is found, after all pull requests of its branch were asked for', async () => {
    expect(await find([own])).toMatchObject({ state: 'finished', artifactId: 5 });
    const asked = stub.seen.find(({ url }) => url.includes('/pulls?'))?.url ?? '';
    expect(Object.fromEntries(new URL(asked, stub.url).searchParams)).toMatchObject({
      state: 'all',
      head: 'acme:python',
    });
  });

  it('cannot be used where a closed pull request brought the same head into another branch', async () => {
    const closed = {
      ...own,
      number: 8,
      state: 'closed',
      closed_at: '2026-11-24T13:00:00Z',
      base: { ref: 'evil' },
    };
    expect(await find([own, closed])).toMatchObject({
      state: 'unusable',
      problem: expect.stringContaining('pull request 8'),
    });
  });

  it.each(['base_ref_changed', 'automatic_base_change_succeeded'])(
    'cannot be used after %s',
    async (event) => {
      const events = {
        7: [
          { event: 'labeled', created_at: '2026-11-24T11:00:00Z' },
          { event, created_at: '2026-11-24T12:30:00Z' },
        ],
      };
      expect(await find([own], events)).toMatchObject({ state: 'unusable' });
    },
  );

  it('is not asked about a head whose repository is gone', async () => {
    stub = await startGithubStub(() => ({}));
    const pullRequest = { ...new World().pullRequest, headRepository: null };
    expect(await findPackageRun(stub.repository, pullRequest)).toEqual({ state: 'none' });
    expect(stub.seen).toEqual([]);
  });
});
