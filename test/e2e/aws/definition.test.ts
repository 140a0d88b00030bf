import { createHmac } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReleasesChange } from '../../../scientist-runtime/contract/release-changes.ts';
import { type AwsPorts, connectAws } from '../../../src/aws/connect-aws.ts';
import { arnOf, bucketName, frontArn, startTestAws, type TestAws } from './runtime-stack.ts';

let aws: TestAws;
let ports: AwsPorts;
let s3: S3Client;

beforeAll(async () => {
  aws = await startTestAws();
  ports = await aws.connect(() => 1_000);
  s3 = new S3Client({ forcePathStyle: true });
});
afterAll(() => aws.close());

const valid = `experiments:
  rounding:
    path: round
    control: { name: round, arn: "arn:aws:lambda:{AWSREGION}:{AWSACCOUNT_ID}:function:round" }
`;

async function upload(text: string): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket: bucketName, Key: 'experiments.yml', Body: text }));
}

async function stored(key: string): Promise<{ text: string; etag: string }> {
  const { Body, ETag } = await s3.send(new GetObjectCommand({ Bucket: bucketName, Key: key }));
  return { text: (await Body?.transformToString()) ?? '', etag: ETag ?? '' };
}

const override = (now: string, experiment = 'rounding'): ReleasesChange => ({
  kind: 'override',
  experiment,
  override: { was: arnOf('round'), now, release: 'round-pr1', atMs: 1 },
});

describe('connecting', () => {
  it('finds the runtime by its stack', () => {
    expect(ports.runtime).toEqual({
      evidenceUrl: `s3://${bucketName}/evidence/`,
      frontArn,
      shadowRoleArn: 'arn:aws:iam::111122223333:role/scientist-test-shadow',
    });
  });

  it('says what to do where there is no such stack', async () => {
    const missing = connectAws({ region: 'eu-west-1', stack: 'nothing', nowMs: Date.now, say: () => {} });
    await expect(missing).rejects.toMatchObject({
      name: 'NotFound',
      message: expect.stringContaining('npx serverless deploy'),
    });
  });
});

describe('the definition', () => {
  it('is empty before anybody has written anything', async () => {
    const { releases, effective, problems } = await ports.definition.read();
    expect(releases).toMatchObject({ releases: {}, overrides: {} });
    expect(effective).toMatchObject({ experiments: {}, lastValidExperiments: null });
    expect(problems).toEqual([]);
  });

  it('fills placeholders, applies changes, and puts what follows in force', async () => {
    await upload(valid);
    const { effective } = await ports.definition.change([override('arn:now')]);
    expect(effective.experiments.rounding?.control).toBe('arn:now');
    expect(JSON.parse((await stored('effective.json')).text)).toEqual(effective);
    expect(effective.sources).toEqual({
      experimentsEtag: (await stored('experiments.yml')).etag,
      releasesEtag: (await stored('releases.json')).etag,
    });
  });

  it('writes nothing where a change changes nothing', async () => {
    const before = await Promise.all([stored('releases.json'), stored('effective.json')]);
    await ports.definition.change([override('arn:now'), { kind: 'remove', id: 'nobody' }]);
    expect(await Promise.all([stored('releases.json'), stored('effective.json')])).toEqual(before);
  });

  it('does not let a broken experiments.yml stop a rollback', async () => {
    await upload('experiments:\n  rounding:\n    path: /round\n');
    const { effective, problems } = await ports.definition.change([
      { kind: 'undo-override', experiment: 'rounding', now: 'arn:now', by: 'a', because: 'b', atMs: 2 },
    ]);
    expect(problems).toEqual(
      expect.arrayContaining([expect.stringMatching(/^experiments\.yml:3:11: .*leading slash/)]),
    );
    expect(effective.experiments.rounding?.control).toBe(arnOf('round'));
    expect(effective.lastValidExperiments).toBe(valid);
    await upload(valid);
  });

  it('writes effective.json anew where somebody has broken it', async () => {
    await s3.send(new PutObjectCommand({ Bucket: bucketName, Key: 'effective.json', Body: '{' }));
    const { effective } = await ports.definition.change([]);
    expect(JSON.parse((await stored('effective.json')).text)).toEqual(effective);
  });

  it('loses no change when many write at once', async () => {
    const writers = await Promise.all(Array.from({ length: 6 }, () => aws.connect()));
    await Promise.all(
      writers.map(({ definition }, index) => definition.change([override('arn:x', `e${index}`)])),
    );
    const { releases } = await ports.definition.read();
    expect(Object.keys(releases.overrides).sort()).toEqual(writers.map((_, index) => `e${index}`));
    const { sources } = JSON.parse((await stored('effective.json')).text);
    expect(sources.releasesEtag).toBe((await stored('releases.json')).etag);
  });

  it('stops at a releases.json that nobody of ours has written', async () => {
    const { text } = await stored('releases.json');
    const put = (Body: string) =>
      s3.send(new PutObjectCommand({ Bucket: bucketName, Key: 'releases.json', Body }));
    await put('{"schemaVersion":2}');
    await expect(ports.definition.change([override('arn:y')])).rejects.toMatchObject({
      name: 'InvalidInput',
      message: expect.stringContaining('Restore'),
    });
    expect((await stored('releases.json')).text).toBe('{"schemaVersion":2}');
    await put(text);
  });
});

describe('environment values', () => {
  it('are masked with one key per stack, whoever comes first', async () => {
    const runs = await Promise.all([aws.connect(), aws.connect(), aws.connect()]);
    const masks = await Promise.all(runs.map(({ definition }) => definition.hmacOf('secret')));
    const key = Buffer.from((await stored('environment-hmac.key')).text, 'hex');
    expect(key).toHaveLength(32);
    expect(new Set(masks)).toEqual(new Set([createHmac('sha256', key).update('secret').digest('hex')]));
  });
});
