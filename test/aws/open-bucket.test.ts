import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bucket, openBucket } from '../../src/aws/open-bucket.ts';
import { bucketInMemory } from '../scientist-runtime/shell/bucket-in-memory.ts';

let made: Awaited<ReturnType<typeof bucketInMemory>>;
let bucket: Bucket;

beforeEach(async () => {
  made = await bucketInMemory();
  made.objects.set('large', 'x'.repeat(101));
  made.objects.set('small', 'x'.repeat(100));
  bucket = openBucket(made.client, 'bucket');
});

afterEach(() => made.close());

describe('an object of the bucket', () => {
  it.each([
    ['as it is, up to its limit', 'small', { text: 'x'.repeat(100) }],
    ['with its size instead of its text, beyond it', 'large', { text: { bytes: 101, maxBytes: 100 } }],
    ['as none, where there is none', 'absent', null],
  ])('is read %s', async (_, key, expected) => {
    const found = await bucket.readUpTo(key, 100);
    expect(found).toEqual(expected && { ...expected, etag: expect.stringMatching(/^"\w+"$/) });
  });

  it('of our own is refused by its name, size and limit where it is too large', async () => {
    await expect(bucket.read('large', 100)).rejects.toMatchObject({
      name: 'InvalidInput',
      story: { expected: 'at most 100 bytes in s3://bucket/large', found: 'Its size in bytes: 101' },
    });
  });
});
