import { setTimeout as sleep } from 'node:timers/promises';
import type { S3Client } from '@aws-sdk/client-s3';
import { bucketKeys } from '../contract/bucket-keys.ts';
import { untilFirst } from '../contract/lost-race.ts';
import { changeReleases, type ReleasesChange } from '../contract/release-changes.ts';
import { emptyReleases, parseReleases, type Releases } from '../contract/releases.ts';
import { readObject } from './read-object.ts';
import { writeObjectIf } from './write-object.ts';

/** `releases.json` as it stands; empty where nobody has written it yet. */
export async function readReleases(client: S3Client, bucket: string): Promise<Releases> {
  const stored = await readObject(client, bucket, bucketKeys.releases);
  return stored ? parseReleases(stored.text) : emptyReleases;
}

/**
 * Applies changes to `releases.json`. Every change is idempotent, so a lost race is answered by reading again
 * and applying them to what is there now. Throws `Conflict` when others are first time and again.
 */
export function writeReleases(
  client: S3Client,
  bucket: string,
  changes: readonly ReleasesChange[],
): Promise<Releases> {
  const attempt = async (): Promise<Releases | null> => {
    const stored = await readObject(client, bucket, bucketKeys.releases);
    const before = stored ? parseReleases(stored.text) : emptyReleases;
    const after = changes.reduce(changeReleases, before);
    if (after === before) {
      return before;
    }
    // What nobody could read back would stop gate, tick and rollback alike: better to stop here.
    parseReleases(JSON.stringify(after));
    const guard = stored ? { etag: stored.etag } : 'absent';
    return (await writeObjectIf(client, bucket, bucketKeys.releases, after, guard)) ? after : null;
  };
  return untilFirst(bucketKeys.releases, attempt, { sleep, random: Math.random });
}
