import { PutObjectCommand, type PutObjectCommandInput, type S3Client } from '@aws-sdk/client-s3';
import { statusOf } from './read-object.ts';

/** What an object must be for a write to happen: this version, or not there at all. */
export type WriteGuard = { readonly etag: string } | 'absent';

/**
 * Writes JSON if the guard holds. False where it did not (412), or another writer was faster (409): read again.
 * Source: Amazon S3 user guide, "Conditional writes".
 */
export async function writeObjectIf(
  client: S3Client,
  bucket: string,
  key: string,
  json: unknown,
  guard: WriteGuard,
): Promise<boolean> {
  try {
    const condition = guard === 'absent' ? { IfNoneMatch: '*' } : { IfMatch: guard.etag };
    await client.send(new PutObjectCommand({ ...inputOf(bucket, key, json), ...condition }));
    return true;
  } catch (error) {
    const status = statusOf(error);
    // 404: the object of that ETag was deleted meanwhile.
    if (status === 412 || status === 409 || (status === 404 && guard !== 'absent')) {
      return false;
    }
    throw error;
  }
}

/** Writes JSON over whatever is there. */
export async function writeObject(
  client: S3Client,
  bucket: string,
  key: string,
  json: unknown,
): Promise<void> {
  await client.send(new PutObjectCommand(inputOf(bucket, key, json)));
}

function inputOf(bucket: string, key: string, json: unknown): PutObjectCommandInput {
  return { Bucket: bucket, Key: key, Body: JSON.stringify(json), ContentType: 'application/json' };
}
