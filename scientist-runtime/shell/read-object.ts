import { GetObjectCommand, NoSuchKey, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';

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
  try {
    const reply = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return { text: (await reply.Body?.transformToString('utf8')) ?? '', etag: reply.ETag ?? '' };
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
