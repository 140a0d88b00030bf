import { createHmac, randomBytes } from 'node:crypto';
import { ScientistError } from '../errors.ts';
import { gateKeys } from './gate-keys.ts';
import type { Bucket } from './open-bucket.ts';

/**
 * HMAC-SHA256 (hex) of environment values under a key that only this stack has: what is published of them then
 * helps nobody to guess them. The key is made once, by whoever needs it first, and read once. Under `readOnly` one
 * that is not there yet is made up and kept nowhere: then nothing was published under it either.
 */
export function maskEnvironment(bucket: Bucket, readOnly: boolean): (value: string) => Promise<string> {
  let key: Promise<Buffer> | null = null;
  return async (value) => {
    key ??= readOrMakeKey(bucket, readOnly);
    return createHmac('sha256', await key)
      .update(value, 'utf8')
      .digest('hex');
  };
}

async function readOrMakeKey(bucket: Bucket, readOnly: boolean): Promise<Buffer> {
  const standing = await bucket.read(gateKeys.environmentKey, 1_024);
  if (standing !== null) {
    return parseKey(standing.text);
  }
  const made = randomBytes(32);
  if (readOnly) {
    return made;
  }
  const etag = await bucket.writeIf(gateKeys.environmentKey, 'text/plain', made.toString('hex'), null);
  return etag === null ? readOrMakeKey(bucket, readOnly) : made;
}

function parseKey(text: string): Buffer {
  if (!/^[0-9a-f]{64}$/.test(text)) {
    throw new ScientistError('InvalidInput', {
      expected: `64 hex digits in ${gateKeys.environmentKey}`,
      found: 'It holds something else',
      remedy:
        'Restore its first version in the bucket; deleting it makes a new key, and all evidence begins anew',
    });
  }
  return Buffer.from(text, 'hex');
}
