import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { bucketKeys } from '../../scientist-runtime/contract/bucket-keys.ts';
import { ScientistError } from '../../src/errors.ts';
import { labClientConfig } from './credentials.ts';

const template = new URL('../../examples/round/experiments.yml', import.meta.url);
const compileMs = 15_000;

/**
 * What a user does with `aws s3 cp experiments.yml`, after writing the id of the API into it. Returns when the runtime
 * has compiled it. Throws `Unavailable` if it does not.
 */
export async function uploadDefinition(endpointUrl: string, bucket: string, apiId: string): Promise<void> {
  const text = (await readFile(template, 'utf8')).replace(/id: '0+'.*/, `id: '${apiId}'`);
  const client = new S3Client({ ...labClientConfig(endpointUrl), forcePathStyle: true });
  try {
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: bucketKeys.experiments, Body: text }));
    const deadline = Date.now() + compileMs;
    while (!(await exists(client, bucket, bucketKeys.effective))) {
      if (Date.now() > deadline) throw await notCompiled(client, bucket);
      await sleep(50);
    }
  } finally {
    client.destroy();
  }
}

async function exists(client: S3Client, bucket: string, key: string): Promise<boolean> {
  return (await readText(client, bucket, key)) !== null;
}

async function readText(client: S3Client, bucket: string, key: string): Promise<string | null> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return (await Body?.transformToString()) ?? '';
  } catch (error) {
    if (error instanceof NoSuchKey) return null;
    throw error;
  }
}

async function notCompiled(client: S3Client, bucket: string): Promise<ScientistError> {
  const problems = await readText(client, bucket, bucketKeys.compileErrors);
  return new ScientistError('Unavailable', {
    expected: `the runtime to compile ${bucketKeys.experiments} within ${compileMs / 1000} s`,
    found: problems === null ? 'it wrote nothing' : `it complains: ${problems}`,
    remedy: 'Look into the log of the compile function',
  });
}
