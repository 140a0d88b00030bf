import { expect, it } from 'vitest';
import { bucketKeys } from '../../scientist-runtime/contract/bucket-keys.ts';
import { parseEffective } from '../../scientist-runtime/contract/effective-schema.ts';
import { writeEffective } from '../../src/aws/change-definition.ts';
import type { Bucket } from '../../src/aws/open-bucket.ts';
import { tutorialDefinition } from '../scientist-runtime/contract/tutorial-definition.ts';

const context = { region: 'eu-west-1', accountId: '111122223333', nowMs: () => 42 };
const unreadable = '{"schemaVersion":1,"experiments":{"e":{}}}';

/** A bucket whose ETag is the text itself. */
function bucketOf(objects: Map<string, string>): Pick<Bucket, 'read' | 'writeIf'> {
  return {
    read: async (key) => {
      const text = objects.get(key);
      return text === undefined ? null : { text, etag: text };
    },
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
