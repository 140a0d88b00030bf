import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { downloadArtifact } from '../../src/github/download-artifact.ts';
import { type GithubStub, type StubAnswer, startGithubStub } from './github-stub.ts';

const zip = Buffer.from('PK\u0003\u0004 some bytes');
const digest = `sha256:${createHash('sha256').update(zip).digest('hex')}`;

let stub: GithubStub;

afterEach(async () => {
  await stub.close();
});

/** GitHub with an artifact, and its blob store under another path. */
async function start(artifact: object, blob: StubAnswer, redirect: StubAnswer | null = null): Promise<void> {
  stub = await startGithubStub(({ url }, address) => {
    if (url.startsWith('/blob')) {
      return blob;
    }
    return url.endsWith('/zip')
      ? (redirect ?? { status: 302, headers: { location: `${address}/blob?sig=1` } })
      : { body: { expired: false, size_in_bytes: zip.length, digest, ...artifact } };
  });
}

describe('an artifact', () => {
  it('is fetched from the store without our token', async () => {
    await start({}, { body: zip });
    expect(Buffer.compare(await downloadArtifact(stub.repository, 7, 1_000), zip)).toBe(0);
    expect(stub.seen.map(({ url, authorization }) => [url, authorization])).toEqual([
      ['/repos/acme/functions/actions/artifacts/7', 'token token'],
      ['/repos/acme/functions/actions/artifacts/7/zip', 'token token'],
      ['/blob?sig=1', null],
    ]);
  });

  it('is taken without a digest, where GitHub recorded none', async () => {
    await start({ digest: null }, { body: zip });
    expect(await downloadArtifact(stub.repository, 7, 1_000)).toHaveLength(zip.length);
  });

  it.each([
    ['declares too many bytes', { size_in_bytes: 1_001 }],
    ['has expired', { expired: true }],
  ])('is not even fetched where it %s', async (_what, artifact) => {
    await start(artifact, { body: zip });
    await expect(downloadArtifact(stub.repository, 7, 1_000)).rejects.toMatchObject({ name: 'InvalidInput' });
    expect(stub.seen).toHaveLength(1);
  });

  it('is refused where it sends more than it declared', async () => {
    await start({ size_in_bytes: 5, digest: null }, { body: Buffer.alloc(5_000) });
    await expect(downloadArtifact(stub.repository, 7, 1_000)).rejects.toThrow(/larger than it claims/);
  });

  it('is refused where its bytes are not those that were uploaded', async () => {
    await start({}, { body: Buffer.from('PK other bytes') });
    await expect(downloadArtifact(stub.repository, 7, 1_000)).rejects.toThrow(/not those that were uploaded/);
  });

  it.each([
    ['the store fails', { status: 503, body: zip }, null],
    ['GitHub names no address', { body: zip }, { status: 302 }],
    ['the store is not there', {}, { status: 302, headers: { location: 'http://127.0.0.1:1/' } }],
  ])('is unavailable where %s', async (_what, blob, redirect) => {
    await start({}, blob, redirect);
    await expect(downloadArtifact(stub.repository, 7, 1_000)).rejects.toMatchObject({ name: 'Unavailable' });
  });
});
