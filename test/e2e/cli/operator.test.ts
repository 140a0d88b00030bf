import { CloudFormationClient, DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { journalPartition } from '../../../scientist-runtime/contract/journal.ts';
import { control, experimentsText } from '../aws/round-account.ts';
import { bucketName, frontArn } from '../aws/runtime-stack.ts';
import { dressed, type OperatorFixture, startOperatorFixture } from './operator-fixture.ts';

let fixture: OperatorFixture;
beforeAll(async () => {
  fixture = await startOperatorFixture();
});
afterAll(() => fixture.close());

/** Each test begins with nothing on record and the route where it was. */
beforeEach(async () => {
  await fixture.uploadExperiments(experimentsText(fixture.api.id));
  await fixture.ports.route.detach(
    {
      apiId: fixture.api.id,
      route: fixture.api.route,
      kind: 'http',
      formerTarget: fixture.formerTarget,
      pointsAt: frontArn,
      atMs: 0,
    },
    null,
  );
  const s3 = new S3Client({ forcePathStyle: true });
  for (const Key of ['releases.json', 'effective.json']) {
    await s3.send(new DeleteObjectCommand({ Bucket: bucketName, Key }));
  }
});

const releases = async () => (await fixture.ports.definition.read()).releases;
const journal = async () => {
  const entries = await fixture.ports.journal.list(journalPartition('acme/functions', 'round'));
  return entries.flatMap((entry) =>
    entry.kind === 'act' ? [`${entry.act} ${entry.phase} ${entry.by}`] : [],
  );
};

describe('status', () => {
  it('tells what serves, is attached and is compared', async () => {
    await fixture.begin('watch');
    const { code, stdout, stderr } = await fixture.run(['status']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`serves:   ${dressed}`);
    expect(stdout).toContain(`GET /round of the API ${fixture.api.id} points at ${frontArn}`);
    const json = await fixture.run(['status', '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({
      functions: [{ function: 'round', control: dressed, promoted: { release: 'round-pr7', inForce: true } }],
      problems: [],
    });
  });

  it('answers no while experiments.yml is broken, with the place', async () => {
    await fixture.begin('soak');
    await fixture.uploadExperiments('experiments: {round: [}');
    const { code, stdout } = await fixture.run(['status']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^broken, its last valid content serves on: experiments\.yml:1:\d+: /);
  });
});

describe('rollback', () => {
  it.each(['watch', 'handed over'] as const)('takes a promotion back in the stage: %s', async (stage) => {
    await fixture.begin(stage);
    const { code, stdout, stderr } = await fixture.run(['rollback']);
    expect(code).toBe(0);
    expect(stdout).toContain(`round: round-pr7 is taken back; ${control} serves\n`);
    expect(stdout).toContain(`round: GET /round of the API ${fixture.api.id} points at ${control}\n`);
    expect(stderr).toContain('pointing GET /round');
    expect(await fixture.answering()).toBe('acme-functions-round');
    expect(await releases()).toMatchObject({
      overrides: {},
      attachments: {},
      undone: { 'rounding-float': { by: 'olga', now: dressed } },
    });
    expect((await journal()).slice(-2)).toEqual(['rollback intent olga', 'rollback outcome olga']);
  });

  it('is done with nothing to do the second time', async () => {
    await fixture.begin('watch');
    await fixture.run(['rollback', 'round']);
    const { code, stdout } = await fixture.run(['rollback', 'round', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ function: 'round', act: 'rollback', acted: false });
  });

  it('works while experiments.yml is broken', async () => {
    await fixture.begin('watch');
    await fixture.uploadExperiments('experiments: {round: [}');
    expect((await fixture.run(['rollback'])).code).toBe(0);
    expect(await fixture.answering()).toBe('acme-functions-round');
    expect((await fixture.ports.definition.read()).effective.experiments['rounding-float']?.control).toBe(
      control,
    );
  });
});

describe('stop and detach', () => {
  it('end a soak and take front off the route', async () => {
    await fixture.begin('soak');
    expect(await fixture.answering()).toBe('scientist-test-front');
    const { code, stdout } = await fixture.run(['stop']);
    expect(code).toBe(0);
    expect(stdout).toContain('round: stopped: round-pr7');
    expect(await fixture.answering()).toBe('acme-functions-round');
    expect((await releases()).releases['round-pr7']).toMatchObject({ shadowing: 'off' });
  });

  it('hand the route of a promotion over to what serves', async () => {
    await fixture.begin('watch');
    const { code, stdout } = await fixture.run(['detach']);
    expect(code).toBe(0);
    expect(stdout).toContain(`points at ${dressed}`);
    expect(await fixture.answering()).toBe('acme-functions-round--r7');
  });
});

describe('detach where the runtime cannot be reached', () => {
  const alone = () => ['detach', '--api', fixture.api.id, '--route', fixture.api.route];

  it('is named as the way out where releases.json cannot be read, and works', async () => {
    await fixture.begin('soak');
    await new S3Client({ forcePathStyle: true }).send(
      new PutObjectCommand({ Bucket: bucketName, Key: 'releases.json', Body: '{' }),
    );
    const { code, stdout, stderr } = await fixture.run(['detach']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('detach --api ID --route "GET /path" --region eu-west-1');
    expect(await fixture.answering()).toBe('scientist-test-front');
    const way = await fixture.run(alone());
    expect(way).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`GET /round of the API ${fixture.api.id} points at ${control}`),
    });
    expect(await fixture.answering()).toBe('acme-functions-round');
  });

  it('needs no configuration where the region is given', async () => {
    await fixture.begin('soak');
    const named = [...alone(), '--region', 'eu-west-1', '--config', 'nowhere.yml', '--json'];
    const { code, stdout } = await fixture.run(named);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ function: null, act: 'detach', acted: true });
    expect(await fixture.answering()).toBe('acme-functions-round');
  });

  it('could not find out where the API knows of no way back', async () => {
    const { code, stdout, stderr } = await fixture.run(alone());
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('docs/kill-switch.md');
  });
});

describe('an AWS that does not answer as hoped', () => {
  const here = (): Record<string, string> => ({
    AWS_ENDPOINT_URL: fixture.aws.endpointUrl,
    AWS_REGION: 'eu-west-1',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
  const key = { AWS_ACCESS_KEY_ID: '111122223333', AWS_SECRET_ACCESS_KEY: 'secret' };

  it.each<[string, () => Record<string, string>, RegExp]>([
    ['no credentials', here, /Check the AWS credentials of this run/],
    [
      'an address where nobody listens',
      () => ({ ...here(), ...key, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }),
      /Run again later/,
    ],
    [
      'an account without the stack',
      () => ({ ...here(), ...key, AWS_ACCESS_KEY_ID: '444455556666' }),
      /There is no such stack.*npx serverless deploy/,
    ],
  ])('is said with a remedy and exit code 3: %s', async (_, env, remedy) => {
    for (const command of ['status', 'rollback']) {
      const { code, stdout, stderr } = await fixture.run([command], env());
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
      expect(stderr).toMatch(remedy);
      expect(stderr).not.toMatch(/\n\s+at |secret/);
    }
  });

  it('detaches even when the stack is gone', async () => {
    await fixture.begin('soak');
    await new CloudFormationClient({}).send(new DeleteStackCommand({ StackName: 'scientist-test' }));
    const { code } = await fixture.run(['detach', '--api', fixture.api.id, '--route', 'GET /round']);
    expect(code).toBe(0);
    expect(await fixture.answering()).toBe('acme-functions-round');
  });
});
