import { Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { isOversized, type OversizedText, sizeOf } from '../../scientist-runtime/contract/oversized-text.ts';
import { ScientistError } from '../errors.ts';
import { ask } from './translate-error.ts';

/** An object as it was read: its ETag is the condition for writing it. */
export interface StoredObject {
  readonly text: string;
  /** As S3 writes it, with its quotes. */
  readonly etag: string;
}

/** An object that somebody else writes, which may be anything. */
export interface ForeignObject extends Omit<StoredObject, 'text'> {
  readonly text: string | OversizedText;
}

/** The runtime's bucket, as far as the gate needs it. */
export interface Bucket {
  readonly name: string;
  /** Null where the object does not exist. Throws `InvalidInput` where it is larger than `maxBytes`. */
  read(key: string, maxBytes: number): Promise<StoredObject | null>;
  /** As `read`, with the size in place of the text where the object is larger than `maxBytes`. */
  readUpTo(key: string, maxBytes: number): Promise<ForeignObject | null>;
  /**
   * Writes the object if it still has this ETag, or still does not exist (null). Returns the new ETag, or null
   * where somebody else was first: then read again.
   */
  writeIf(key: string, contentType: string, text: string, etag: string | null): Promise<string | null>;
  /** Writes the object whatever stands there. */
  write(key: string, contentType: string, text: string): Promise<void>;
}

/** Conditional writes are S3's own: 412 when the condition is false, 409 when two writers race. */
export function openBucket(client: S3Client, name: string): Bucket {
  return {
    name,
    read: (key, maxBytes) => readObject(client, name, key, maxBytes),
    readUpTo: (key, maxBytes) => readUpTo(client, name, key, maxBytes),
    writeIf: (key, contentType, text, etag) => writeIf(client, name, key, contentType, text, etag),
    async write(key, contentType, text) {
      await ask(`write ${key}`, () =>
        client.send(new PutObjectCommand({ Bucket: name, Key: key, ContentType: contentType, Body: text })),
      );
    },
  };
}

async function readObject(
  client: S3Client,
  bucket: string,
  key: string,
  maxBytes: number,
): Promise<StoredObject | null> {
  const found = await readUpTo(client, bucket, key, maxBytes);
  if (found === null) {
    return null;
  }
  const { text, etag } = found;
  if (isOversized(text)) {
    throw new ScientistError('InvalidInput', {
      expected: `at most ${maxBytes} bytes in s3://${bucket}/${key}`,
      found: `Its size in bytes: ${sizeOf(text)}`,
      remedy: 'Put the file there that belongs there',
    });
  }
  return { text, etag };
}

async function readUpTo(
  client: S3Client,
  bucket: string,
  key: string,
  maxBytes: number,
): Promise<ForeignObject | null> {
  try {
    const { Body, ETag, ContentLength } = await ask(`read ${key}`, () =>
      client.send(new GetObjectCommand({ Bucket: bucket, Key: key })),
    );
    const bytes = ContentLength ?? null;
    if (bytes === null || bytes > maxBytes) {
      // Nobody reads on: the connection would be held until somebody did.
      if (Body instanceof Readable) {
        Body.destroy();
      }
      return { text: { bytes, maxBytes }, etag: ETag ?? '' };
    }
    const text = await ask(`read ${key}`, async () => Body?.transformToString('utf8') ?? '');
    return { text, etag: ETag ?? '' };
  } catch (thrown) {
    if (thrown instanceof ScientistError && thrown.name === 'NotFound' && isMissingKey(thrown.cause)) {
      return null;
    }
    throw thrown;
  }
}

/** A bucket that is missing is a fault; an object that is missing is an answer. */
function isMissingKey(cause: unknown): boolean {
  return cause instanceof Error && cause.name === 'NoSuchKey';
}

async function writeIf(
  client: S3Client,
  bucket: string,
  key: string,
  contentType: string,
  text: string,
  etag: string | null,
): Promise<string | null> {
  const condition = etag === null ? { IfNoneMatch: '*' } : { IfMatch: etag };
  const parameters = { Bucket: bucket, Key: key, ContentType: contentType, Body: text, ...condition };
  try {
    const { ETag } = await ask(`write ${key}`, () => client.send(new PutObjectCommand(parameters)));
    return ETag ?? '';
  } catch (thrown) {
    const { name, cause } = thrown instanceof ScientistError ? thrown : { name: null, cause: undefined };
    // If-Match on an object that somebody has deleted is answered with 404.
    if (name === 'Conflict' || (name === 'NotFound' && isMissingKey(cause))) {
      return null;
    }
    throw thrown;
  }
}
