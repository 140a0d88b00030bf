import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zipFiles } from '../../../lab/github/zip-files.ts';
import { downloadArtifact } from '../../../src/github/download-artifact.ts';
import { openOctokit } from '../../../src/github/open-octokit.ts';
import { readManifestArchive } from '../../../src/inputs/manifest.ts';
import type { PullRequestView } from '../../../src/release/pull-request-facts.ts';
import { type GithubFixture, gatePermissions, startGithubFixture } from './github-fixture.ts';

let github: GithubFixture;
let pull: PullRequestView;

beforeAll(async () => {
  github = await startGithubFixture({ private: false });
  const { number } = await github.open('packaged', 'round/e.mjs');
  pull = await github.port.readPullRequest(number);
});

afterAll(async () => {
  await github.lab.close();
});

async function begin(over: object = {}) {
  return github.lab.workflowRuns.begin({
    workflowName: 'scientist-package',
    path: '.github/workflows/scientist-package.yml',
    event: 'pull_request',
    headSha: pull.headSha,
    headBranch: 'packaged',
    headRepository: 'acme/functions',
    actor: 'ana',
    pullNumbers: [pull.number],
    ...over,
  });
}

describe('the package of a head', () => {
  it('is none, running, failed, and then finished with an artifact that can be read', async () => {
    expect(await github.port.findPackageRun(pull)).toEqual({ state: 'none' });
    const failing = await begin();
    expect(await github.port.findPackageRun(pull)).toMatchObject({ state: 'running' });
    await github.lab.workflowRuns.complete(failing.id, 'failure');
    expect(await github.port.findPackageRun(pull)).toMatchObject({
      state: 'failed',
      conclusion: 'failure',
    });
    const { id } = await begin();
    const zip = await zipFiles([
      {
        path: 'scientist-manifest.json',
        bytes: Buffer.from('{"schemaVersion":1,"functions":{"round":{"artifact":"round.zip"}}}'),
      },
      { path: 'round.zip', bytes: await zipFiles([{ path: 'handler.mjs', bytes: Buffer.from('//') }]) },
    ]);
    const { id: artifactId } = github.lab.workflowRuns.storeArtifact(id, 'scientist-package', zip);
    await github.lab.workflowRuns.complete(id, 'success');
    expect(await github.port.findPackageRun(pull)).toEqual({
      state: 'finished',
      url: expect.stringContaining(`/actions/runs/${id}`),
      artifactId,
    });
    const bytes = await github.port.downloadArtifact(artifactId);
    expect(Buffer.compare(bytes, zip)).toBe(0);
    const read = await readManifestArchive(bytes, new Set(['round']));
    expect(read).toMatchObject({ ok: true, unknown: [] });
  });

  it('is refused where it is larger than the limit', async () => {
    const repository = {
      octokit: openOctokit({
        token: await github.lab.appToken(gatePermissions),
        apiUrl: github.lab.apiUrl,
        pace: 'none',
      }),
      owner: 'acme',
      name: 'functions',
    };
    const run = await github.port.findPackageRun(pull);
    const artifactId = run.state === 'finished' ? run.artifactId : expect.fail('no package');
    await expect(downloadArtifact(repository, artifactId, 100)).rejects.toMatchObject({
      name: 'InvalidInput',
    });
  });

  it.each([
    ['another workflow', { path: '.github/workflows/other.yml' }],
    ['another event', { event: 'workflow_dispatch' }],
    ['another repository', { headRepository: 'otto/functions' }],
  ])('is not that of %s', async (_, over) => {
    const headSha = await github.push('packaged', 'round/e.mjs', `// ${JSON.stringify(over)}\n`);
    const forks = 'headRepository' in over;
    if (forks) {
      await github.as('outsider', 'POST', '/forks', {});
    }
    const { id } = await begin({ headSha, ...over });
    github.lab.workflowRuns.storeArtifact(id, 'scientist-package', await zipFiles([]));
    await github.lab.workflowRuns.complete(id, 'success');
    const moved = await github.port.readPullRequest(pull.number);
    expect(await github.port.findPackageRun(moved)).toEqual({ state: 'none' });
  });
});
