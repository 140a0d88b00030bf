import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoredComparison } from '../../../scientist-runtime/contract/comparison.ts';
import { comparisonItemOf } from '../../../scientist-runtime/contract/comparison-item.ts';
import type { JournalEntry } from '../../../scientist-runtime/contract/journal.ts';
import type { AwsPorts } from '../../../src/aws/connect-aws.ts';
import { bucketName, comparisonsTable, startTestAws, type TestAws } from './runtime-stack.ts';

const nowMs = 1_800_000_000_000;
let aws: TestAws;
let ports: AwsPorts;
let s3: S3Client;
let documents: DynamoDBDocumentClient;

beforeAll(async () => {
  aws = await startTestAws();
  ports = await aws.connect(() => nowMs);
  s3 = new S3Client({ forcePathStyle: true });
  documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
});
afterAll(() => aws.close());

function row(overlay: Partial<StoredComparison>): StoredComparison {
  return {
    at: nowMs - 60_000,
    class: 'same',
    reproduced: true,
    twinFailed: false,
    candidateFailed: false,
    warmth: 'warm',
    twinMs: 1.5,
    candidateMs: 2,
    twinBilledMs: 2,
    candidateBilledMs: 2,
    difference: null,
    observationId: 'o1',
    evidenceKey: 'key',
    candidateId: 'round-pr1',
    environmentId: 'env',
    sequence: 1,
    durationSource: 'report',
    addedMs: 3,
    pointers: [],
    missingReason: null,
    expiresAtSeconds: 2_000_000_000,
    ...overlay,
  };
}

async function put(...rows: StoredComparison[]): Promise<void> {
  for (const item of rows.map(comparisonItemOf)) {
    await documents.send(new PutCommand({ TableName: comparisonsTable, Item: item }));
  }
}

describe('rows', () => {
  it('are none where nothing was compared', async () => {
    expect(await ports.evidence.readRows('nothing', 'round-pr1')).toEqual([]);
  });

  it('come in order of their time, without those of other candidates and the youngest', async () => {
    await put(
      row({ observationId: 'b', sequence: 2, at: nowMs - 10_000 }),
      row({ observationId: 'a', sequence: 1, at: nowMs - 20_000 }),
      row({ observationId: 'young', sequence: 3, at: nowMs - 1_000 }),
      row({ observationId: 'other', candidateId: 'round-pr2' }),
    );
    const rows = await ports.evidence.readRows('key', 'round-pr1');
    expect(rows.map(({ at }) => at)).toEqual([nowMs - 20_000, nowMs - 10_000]);
    expect(rows[0]).toMatchObject({ class: 'same', twinMs: 1.5, addedMs: 3 });
  });

  it('hold a missing one for every observation that was lost', async () => {
    const at = nowMs - 1_000_000;
    await put(
      row({ evidenceKey: 'holes', observationId: 'a', sequence: 1, at }),
      row({ evidenceKey: 'holes', observationId: 'd', sequence: 4, at: at + 1 }),
    );
    const rows = await ports.evidence.readRows('holes', 'round-pr1');
    expect(rows.map((each) => each.class)).toEqual(['same', 'missing', 'missing', 'same']);
  });

  it('are all read when they fill more than one page', async () => {
    const pointers = Array.from({ length: 10 }, (_, index) => `/${index}${'x'.repeat(30_000)}`);
    await put(
      ...Array.from({ length: 5 }, (_, index) =>
        row({ evidenceKey: 'pages', observationId: `o${index}`, sequence: index + 1, pointers }),
      ),
    );
    expect(await ports.evidence.readRows('pages', 'round-pr1')).toHaveLength(5);
  });
});

describe('differences', () => {
  const difference = { id: 'd1d1d1', pointer: '/rounded', kind: 'value', deltaClass: 'number-' } as const;

  beforeAll(async () => {
    await put(
      row({ evidenceKey: 'diff', observationId: 'a', sequence: 1, class: 'differs', difference: 'd1d1d1' }),
      row({ evidenceKey: 'diff', observationId: 'b', sequence: 2, class: 'differs', difference: 'd1d1d1' }),
      row({ evidenceKey: 'diff', observationId: 'c', sequence: 3, class: 'mirrored', difference: 'd1d1d1' }),
      row({
        evidenceKey: 'diff',
        observationId: 'd',
        sequence: 4,
        class: 'differs',
        difference: 'd2d2d2',
        pointers: ['/other'],
      }),
      row({ evidenceKey: 'diff', observationId: 'e', sequence: 5, class: 'flickered', difference: 'd3d3d3' }),
    );
    const sample = {
      schemaVersion: 1,
      difference,
      who: 'candidate',
      at: '/rounded',
      observationId: 'a',
      observedAtMs: 1,
      request: { method: 'GET', path: '/round', query: { number: '62.5' } },
      control: '63',
      other: '62',
    };
    const samples = {
      'samples/diff/d1d1d1/1.json': JSON.stringify(sample),
      'samples/diff/d1d1d1/2.json': JSON.stringify({ ...sample, who: 'twin', other: null }),
      'samples/diff/d2d2d2/1.json': '{"schemaVersion": 9}',
    };
    for (const [Key, Body] of Object.entries(samples)) {
      await s3.send(new PutObjectCommand({ Bucket: bucketName, Key, Body }));
    }
  });

  it('are counted, the most frequent first, and explained without any value', async () => {
    expect(await ports.evidence.readDifferences('diff', 'round-pr1', false)).toEqual([
      { ...difference, rows: 2, mirroredRows: 1, samples: [] },
      {
        id: 'd2d2d2',
        pointer: '/other',
        kind: 'value',
        deltaClass: '',
        rows: 1,
        mirroredRows: 0,
        samples: [],
      },
    ]);
  });

  it('show the request and both values where samples are wanted', async () => {
    const [first] = await ports.evidence.readDifferences('diff', 'round-pr1', true);
    expect(first?.samples).toEqual([{ request: 'GET /round?number=62.5', control: '63', candidate: '62' }]);
  });
});

describe('evidence', () => {
  it('is stored under its key, where a person with rights finds it', async () => {
    const place = await ports.evidence.store('key', 'verdict.json', 'application/json', '{"a":"ä"}');
    expect(place).toBe(`s3://${bucketName}/evidence/key/verdict.json`);
    const { Body, ContentType } = await s3.send(
      new GetObjectCommand({ Bucket: bucketName, Key: 'evidence/key/verdict.json' }),
    );
    expect(await Body?.transformToString()).toBe('{"a":"ä"}');
    expect(ContentType).toBe('application/json');
  });
});

describe('the journal', () => {
  const entry = (atMs: number, by: string): JournalEntry => ({
    kind: 'act',
    id: `${atMs}#stop`,
    atMs,
    pullRequest: 1,
    headSha: 'a'.repeat(40),
    act: 'stop',
    phase: 'intent',
    by,
    detail: { because: 'of this' },
  });

  it('takes each entry once and lists them in order, per function', async () => {
    expect(await ports.journal.append('acme/functions#round', entry(20, 'second'))).toBe(true);
    expect(await ports.journal.append('acme/functions#round', entry(3, 'first'))).toBe(true);
    expect(await ports.journal.append('acme/functions#round', entry(20, 'third'))).toBe(false);
    expect(await ports.journal.append('acme/functions#other', entry(20, 'other'))).toBe(true);
    expect(await ports.journal.list('acme/functions#round')).toEqual([
      entry(3, 'first'),
      entry(20, 'second'),
    ]);
  });
});

describe('traffic', () => {
  it('is 0 where nobody called, and a rate since the first call otherwise', async () => {
    expect(await ports.traffic.readPerSecond('silent')).toBe(0);
    const cloudWatch = new CloudWatchClient({});
    const minute = Math.floor(Date.now() / 60_000) * 60_000;
    const live = await aws.connect(() => minute + 60_000);
    await cloudWatch.send(
      new PutMetricDataCommand({
        Namespace: 'AWS/Lambda',
        MetricData: [2, 1].map((minutesAgo) => ({
          MetricName: 'Invocations',
          Dimensions: [{ Name: 'FunctionName', Value: 'busy' }],
          Timestamp: new Date(minute - minutesAgo * 60_000),
          Value: 300,
        })),
      }),
    );
    expect(await live.traffic.readPerSecond('busy')).toBeCloseTo(600 / 180);
    expect(await live.traffic.readWeek('silent')).toEqual([]);
    const week = await live.traffic.readWeek('busy');
    expect(week.reduce((sum, { invocations }) => sum + invocations, 0)).toBe(600);
    expect(week.every(({ atMs }) => atMs > minute - 2 * 3_600_000 && atMs <= minute)).toBe(true);
  });
});
