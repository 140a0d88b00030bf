import { beforeEach, describe, expect, it } from 'vitest';
import { bucketKeys } from '../../scientist-runtime/contract/bucket-keys.ts';
import { parseEffective } from '../../scientist-runtime/contract/effective-schema.ts';
import { parseReleases } from '../../scientist-runtime/contract/releases.ts';
import { changeDefinition, writeEffective } from '../../src/aws/change-definition.ts';
import { keepDefinition } from '../../src/aws/keep-definition.ts';
import type { Bucket } from '../../src/aws/open-bucket.ts';
import { madeRelease } from '../scientist-runtime/contract/made-releases.ts';
import { tutorialDefinition } from '../scientist-runtime/contract/tutorial-definition.ts';

const context = { region: 'eu-west-1', accountId: '111122223333', nowMs: () => 42 };
const unreadable = '{"schemaVersion":1,"experiments":{"e":{}}}';

/** A bucket whose ETag is the text itself. */
function bucketOf(objects: Map<string, string>): Bucket {
  return {
    name: 'bucket',
    read: async (key) => {
      const text = objects.get(key);
      return text === undefined ? null : { text, etag: text };
    },
    readUpTo: async (key, maxBytes) => {
      const text = objects.get(key);
      if (text === undefined) {
        return null;
      }
      const bytes = Buffer.byteLength(text);
      return { text: bytes > maxBytes ? { bytes, maxBytes } : text, etag: text };
    },
    write: async (key, _type, text) => void objects.set(key, text),
    writeIf: async (key, _type, text, etag) => {
      if ((objects.get(key) ?? null) !== etag) {
        return null;
      }
      objects.set(key, String(text));
      return String(text);
    },
  };
}

it('writes a definition that cannot be read anew from its sources', async () => {
  const objects = new Map([
    [bucketKeys.experiments, tutorialDefinition],
    [bucketKeys.effective, unreadable],
  ]);
  await writeEffective(bucketOf(objects), context);
  const written = parseEffective(objects.get(bucketKeys.effective) ?? '');
  expect(Object.keys(written.experiments)).toEqual(['rounding-float']);
});

it('leaves it where experiments.yml is broken too, instead of taking every control away', async () => {
  const objects = new Map([
    [bucketKeys.experiments, 'experiments: ['],
    [bucketKeys.effective, unreadable],
  ]);
  await expect(writeEffective(bucketOf(objects), context)).rejects.toMatchObject({ name: 'InvalidInput' });
  expect(objects.get(bucketKeys.effective)).toBe(unreadable);
});

describe('an experiments.yml that is too large to be read', () => {
  const tooLarge = '#'.repeat(1_048_577);
  const objects = new Map<string, string>();
  const bucket = bucketOf(objects);

  beforeEach(async () => {
    objects.clear();
    objects.set(bucketKeys.experiments, tutorialDefinition);
    await changeDefinition(bucket, context, [{ kind: 'register', id: 'r', release: madeRelease() }]);
    objects.set(bucketKeys.experiments, tooLarge);
  });

  it('is named with its size and the limit, while its last valid content serves', async () => {
    const { problems, effective } = await keepDefinition(bucket, context, true).read();
    expect(problems).toEqual(['experiments.yml:1:1: expected at most 1048576 bytes, found 1048577']);
    expect(Object.keys(effective.experiments)).toEqual(['rounding-float']);
  });

  it('does not keep a stop from taking effect', async () => {
    await changeDefinition(bucket, context, [{ kind: 'remove', id: 'r' }]);
    expect(parseReleases(objects.get(bucketKeys.releases) ?? '').releases).toEqual({});
    const { experiments, lastValidExperiments } = parseEffective(objects.get(bucketKeys.effective) ?? '');
    expect(experiments['rounding-float']?.shadows.map(({ stage }) => stage)).toEqual(['tutorial']);
    expect(lastValidExperiments).toBe(tutorialDefinition);
  });
});
