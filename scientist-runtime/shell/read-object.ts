import { Readable } from 'node:stream';
import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  NoSuchKey,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';

import type { OversizedText } from '../contract/oversized-text.ts';

/** An object's text with the ETag that guards its next version. */
export interface StoredObject {
  readonly text: string;
  readonly etag: string;
}

/** Reads an object; null where there is none. */
export async function readObject(
  client: S3Client,
  bucket: string,
  key: string,
): Promise<StoredObject | null> {
  const reply = await openObject(client, bucket, key);
  return reply && { text: (await reply.Body?.transformToString('utf8')) ?? '', etag: reply.ETag ?? '' };
}

/** As `readObject`; where the object is larger than `maxBytes`, its size stands in place of its text. */
export async function readObjectUpTo(
  client: S3Client,
  bucket: string,
  key: string,
  maxBytes: number,
): Promise<{ readonly text: string | OversizedText; readonly etag: string } | null> {
  const reply = await openObject(client, bucket, key);
  if (reply === null) {
    return null;
  }
  const { Body, ContentLength: bytes = null, ETag: etag = '' } = reply;
  if (bytes === null || bytes > maxBytes) {
    // Nobody reads on: the connection would be held until somebody did.
    if (Body instanceof Readable) {
      Body.destroy();
    }
    return { text: { bytes, maxBytes }, etag };
  }
  return { text: (await Body?.transformToString('utf8')) ?? '', etag };
}

async function openObject(
  client: S3Client,
  bucket: string,
  key: string,
): Promise<GetObjectCommandOutput | null> {
  try {
    return await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  } catch (error) {
    if (error instanceof NoSuchKey || statusOf(error) === 404) {
      return null;
    }
    throw error;
  }
}

/** HTTP status of an error of S3, or null where it never answered. */
export function statusOf(error: unknown): number | null {
  return error instanceof S3ServiceException ? (error.$metadata.httpStatusCode ?? null) : null;
}
