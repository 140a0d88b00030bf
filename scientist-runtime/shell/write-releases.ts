import type { S3Client } from '@aws-sdk/client-s3';
import { ScientistError } from '../../src/errors.ts';
import { bucketKeys } from '../contract/bucket-keys.ts';
import {
  changeReleases,
  emptyReleases,
  parseReleases,
  type Releases,
  type ReleasesChange,
} from '../contract/releases.ts';
import { readObject } from './read-object.ts';
import { writeObjectIf } from './write-object.ts';

const maxAttempts = 5;

/** `releases.json` as it stands; empty where nobody has written it yet. */
export async function readReleases(client: S3Client, bucket: string): Promise<Releases> {
  const stored = await readObject(client, bucket, bucketKeys.releases);
  return stored ? parseReleases(stored.text) : emptyReleases;
}

/**
 * Applies changes to `releases.json`. Every change is idempotent, so a lost race is answered by reading again
 * and applying them to what is there now. Throws `Conflict` after five lost races.
 */
export async function writeReleases(
  client: S3Client,
  bucket: string,
  changes: readonly ReleasesChange[],
): Promise<Releases> {
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const stored = await readObject(client, bucket, bucketKeys.releases);
    const before = stored ? parseReleases(stored.text) : emptyReleases;
    const after = changes.reduce(changeReleases, before);
    if (after === before) {
      return before;
    }
    const guard = stored ? { etag: stored.etag } : 'absent';
    if (await writeObjectIf(client, bucket, bucketKeys.releases, after, guard)) {
      return after;
    }
  }
  throw new ScientistError('Conflict', {
    expected: `releases.json to be ours to write within ${maxAttempts} attempts`,
    found: 'somebody else wrote it each time',
    remedy: 'Nothing needs to be done: the next tick decides again.',
  });
}
