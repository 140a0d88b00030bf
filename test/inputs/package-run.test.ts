import { describe, expect, it } from 'vitest';
import { artifactFrom, packageArtifactFrom, packageRunFrom } from '../../src/inputs/package-run.ts';

const headSha = 'a'.repeat(40);
const query = { repository: 'acme/functions', headSha, headRepository: 'acme/functions', headRef: 'python' };

function run(id: number, over: object = {}) {
  return {
    id,
    path: '.github/workflows/scientist-package.yml',
    event: 'pull_request',
    head_sha: headSha,
    status: 'completed',
    conclusion: 'success',
    head_branch: 'python',
    created_at: '2026-03-01T10:00:00Z',
    html_url: `https://example.test/runs/${id}`,
    repository: { full_name: 'acme/functions' },
    head_repository: { full_name: 'acme/functions' },
    ...over,
  };
}

describe('the package run of a head', () => {
  it('is the newest', () => {
    const runs = [run(1), run(3, { conclusion: 'failure' }), run(2)];
    expect(packageRunFrom(runs, query)).toEqual({
      id: 3,
      url: 'https://example.test/runs/3',
      conclusion: 'failure',
      createdAtMs: Date.UTC(2026, 2, 1, 10),
    });
  });

  it.each([
    ['queued', null, null],
    ['in_progress', null, null],
    ['waiting', null, null],
    ['completed', 'success', 'success'],
    ['completed', 'action_required', 'action_required'],
    ['completed', null, 'unknown'],
    // A re-run keeps the conclusion of its last attempt until it ends.
    ['in_progress', 'success', null],
  ])('%s with %j concludes with %j', (status, conclusion, expected) => {
    expect(packageRunFrom([run(1, { status, conclusion })], query)?.conclusion).toBe(expected);
  });

  it('may name the ref beside its path, and spell repositories in other case', () => {
    const path = '.github/workflows/scientist-package.yml@refs/pull/5/merge';
    const found = packageRunFrom([run(1, { path, head_repository: { full_name: 'Acme/Functions' } })], query);
    expect(found?.id).toBe(1);
  });

  it.each([
    ['another workflow', { path: '.github/workflows/evil.yml' }],
    ['a path that only ends alike', { path: 'x/.github/workflows/scientist-package.yml' }],
    ['a workflow whose name begins alike', { path: '.github/workflows/scientist-package.yml.yml' }],
    ['another event', { event: 'workflow_dispatch' }],
    ['pull_request_target', { event: 'pull_request_target' }],
    ['another commit', { head_sha: 'b'.repeat(40) }],
    ['another branch with the same commit', { head_branch: 'evil' }],
    ['another repository', { repository: { full_name: 'otto/functions' } }],
    ['a fork that has the same commit', { head_repository: { full_name: 'otto/functions' } }],
    ['a repository that is gone', { head_repository: null }],
  ])('is never of %s', (_what, over) => {
    expect(packageRunFrom([run(1, over)], query)).toBeNull();
  });
});

describe('the package artifact', () => {
  const artifact = (id: number, over: object = {}) => ({
    id,
    name: 'scientist-package',
    expired: false,
    size_in_bytes: 10,
    ...over,
  });

  it.each([
    ['the newest', [artifact(2), artifact(5), artifact(3)], 5],
    ['none that has expired', [artifact(2), artifact(5, { expired: true })], 2],
    ['none of another name', [artifact(2, { name: 'logs' })], null],
    ['none of none', [], null],
  ])('is %s', (_what, artifacts, id) => {
    expect(packageArtifactFrom(artifacts)).toBe(id);
  });

  it.each([
    [`sha256:${'c'.repeat(64)}`, 'c'.repeat(64)],
    [null, null],
    [undefined, null],
    ['md5:abc', null],
  ])('with the digest %j has the sha256 %j', (digest, sha256) => {
    expect(artifactFrom(artifact(1, { digest }))).toEqual({ expired: false, sizeBytes: 10, sha256 });
  });
});
