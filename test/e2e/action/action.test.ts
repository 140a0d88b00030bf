import { readFileSync } from 'node:fs';
import {
  LambdaClient,
  ListFunctionsCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bucketName } from '../aws/runtime-stack.ts';
import { type ActionFixture, type ActionRun, startActionFixture } from './action-fixture.ts';

const hush = 'hush-hush-production-value';
let fixture: ActionFixture;
const runs: ActionRun[] = [];

beforeAll(async () => {
  fixture = await startActionFixture();
  const lambda = new LambdaClient({});
  await lambda.send(
    new UpdateFunctionConfigurationCommand({
      FunctionName: 'acme-functions-round',
      Environment: { Variables: { SECRET: hush } },
    }),
  );
  await waitUntilFunctionUpdatedV2(
    { client: lambda, maxWaitTime: 10 },
    { FunctionName: 'acme-functions-round' },
  );
});
afterAll(() => fixture.close());

/** Whatever a run did: nothing that it printed or left behind holds a secret. */
afterEach(async () => {
  for (const { stdout, stderr, summary, outputs } of runs.splice(0)) {
    for (const text of [stdout, stderr, summary, JSON.stringify(outputs)]) {
      expect(text).not.toContain(fixture.token);
      expect(text).not.toContain(hush);
      expect(text).not.toContain(fixture.account.environment.AWS_SECRET_ACCESS_KEY);
    }
    expect(stderr).toBe('');
  }
});

const run: ActionFixture['run'] = async (...given) => {
  const finished = await fixture.run(...given);
  runs.push(finished);
  return finished;
};
const schedule = { schedule: '4-59/10 * * * *' };
const functionNames = async () => {
  const { Functions = [] } = await new LambdaClient({}).send(new ListFunctionsCommand({}));
  return Functions.map(({ FunctionName }) => FunctionName).sort();
};
const production = ['acme-functions-round', 'scientist-test-front'];

describe('an event that is none of our business', () => {
  it.each([
    ['push', {}],
    ['workflow_run', { workflow_run: { event: 'push', head_sha: 'a'.repeat(40) }, repository: { id: 1 } }],
  ])('%s ends green, with outputs that say so', async (name, payload) => {
    const { code, outputs, stdout } = await run(name, payload);
    expect(code).toBe(0);
    expect(outputs).toMatchObject({ decision: 'nothing-to-do', verdict: '', 'comment-url': '' });
    expect(stdout).toContain('nothing to do: ');
  });
});

describe('what a run is told wrongly', () => {
  it.each<[string, Readonly<Record<string, string | undefined>>, RegExp]>([
    ['no token', { 'INPUT_GITHUB-TOKEN': undefined }, /the input github-token is not set/],
    ['an empty token', { 'INPUT_GITHUB-TOKEN': '' }, /the input github-token is empty/],
    ['a word for dry-run', { 'INPUT_DRY-RUN': 'maybe' }, /neither true nor false/],
    ['no repository', { GITHUB_REPOSITORY: undefined }, /GITHUB_REPOSITORY is not set/],
    ['no event', { GITHUB_EVENT_PATH: '/nowhere/event.json' }, /GITHUB_EVENT_PATH.*a file there/],
    ['an address that is none', { GITHUB_API_URL: 'nonsense' }, /GITHUB_API_URL is no address/],
    [
      'an unknown token',
      { 'INPUT_GITHUB-TOKEN': 'ghs_unknown0123456789' },
      /401.*Check the input github-token/,
    ],
    ['another repository', { GITHUB_REPOSITORY: 'acme/nothing' }, /404.*this token may not see it/],
  ])('%s: red, with one sentence that says what to do', async (_, overlay, sentence) => {
    const { code, stdout, outputs } = await run('schedule', schedule, overlay);
    expect(code).toBe(1);
    const errors = stdout.split('\n').filter((line) => line.startsWith('::error::'));
    expect(errors).toEqual([expect.stringMatching(sentence)]);
    expect(outputs).toEqual({});
    expect(stdout).not.toContain('ghs_unknown0123456789');
    expect(stdout).not.toMatch(/\n\s+at /);
  });

  it('an event without JSON is red', async () => {
    const { code, stdout } = await run('issue_comment', {}, { GITHUB_EVENT_PATH: '/dev/null' });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^::error::.*no JSON/m);
  });

  it('a GitHub that does not answer is red', async () => {
    const { code, stdout } = await run('schedule', schedule, { GITHUB_API_URL: 'http://127.0.0.1:9' });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^::error::.*the next run goes on/m);
  });

  it('a pull request that does not exist is red, and named', async () => {
    const { code, stdout, outputs } = await run('workflow_dispatch', { inputs: { 'pull-request': '4711' } });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^::error::pull request 4711: /m);
    expect(outputs).toMatchObject({ decision: 'nothing-to-do' });
  });
});

describe('a pull request', () => {
  let pull: { readonly number: number; readonly headSha: string };
  let folder: string;
  beforeAll(async () => {
    pull = await fixture.open('first');
    folder = await fixture.packageOf('rounded by the candidate');
  });
  const event = () => ({
    action: 'synchronize',
    pull_request: { number: pull.number, head: { sha: pull.headSha } },
  });

  it('is rehearsed in a dry run, which leaves nothing behind', async () => {
    const objects = async () => {
      const listing = await new S3Client({ forcePathStyle: true }).send(
        new ListObjectsV2Command({ Bucket: bucketName }),
      );
      return (listing.Contents ?? []).map(({ Key }) => Key);
    };
    const { code, stdout, outputs } = await run('pull_request', event(), {
      INPUT_PACKAGE: folder,
      'INPUT_DRY-RUN': 'true',
    });
    expect(code).toBe(0);
    expect(stdout).toContain('dry run: would deploy acme-functions-round-scientist-pr1 (candidate');
    expect(outputs).toMatchObject({ decision: 'soaking', verdict: 'collecting' });
    expect(await functionNames()).toEqual(production);
    expect(await objects()).toEqual(['experiments.yml']);
    expect(await fixture.commentsOf(pull.number)).toEqual([]);
    expect(await fixture.checksOf(pull.headSha)).toEqual([]);
    expect(await fixture.account.answering()).toBe('acme-functions-round');
  });

  it('waits for its package: outputs, result, summary, check and comment say so', async () => {
    const { code, outputs, summary } = await run('schedule', schedule);
    expect(code).toBe(0);
    const { result = '', ...rest } = outputs;
    expect(rest).toEqual({
      verdict: '',
      decision: 'waiting',
      'reason-code': 'no-package',
      'candidate-arn': '',
      'comment-url': expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/acme\/functions\//),
    });
    expect(JSON.parse(readFileSync(result, 'utf8'))).toMatchObject({
      schemaVersion: 1,
      functions: [
        { pullRequest: pull.number, function: 'round', headSha: pull.headSha, decision: 'waiting' },
      ],
    });
    expect(summary).toContain('Waiting for the package of');
    expect(await fixture.checksOf(pull.headSha)).toMatchObject([{ conclusion: null }]);
    expect(await fixture.commentsOf(pull.number)).toEqual([
      expect.stringContaining('Waiting for the package'),
    ]);
  });

  it('is soaked from a local package: twin and candidate stand, the route is on front', async () => {
    const { code, outputs } = await run('pull_request', event(), { INPUT_PACKAGE: folder });
    expect(code).toBe(0);
    expect(outputs).toMatchObject({
      decision: 'soaking',
      verdict: 'collecting',
      'candidate-arn': expect.stringMatching(/:function:acme-functions-round-scientist-pr1:1$/),
    });
    expect(await functionNames()).toEqual([
      'acme-functions-round',
      'acme-functions-round-scientist-pr1',
      'acme-functions-round-scientist-pr1-twin',
      'scientist-test-front',
    ]);
    expect(await fixture.account.answering()).toBe('scientist-test-front');
  });

  it('stays as it is when the same run comes again', async () => {
    const before = await fixture.commentsOf(pull.number);
    const { code, stdout } = await run('schedule', schedule);
    expect(code).toBe(0);
    expect(stdout.match(/^round: \S+$/gm)).toEqual(['round: collecting']);
    expect(await fixture.commentsOf(pull.number)).toHaveLength(before.length);
    expect(await fixture.checksOf(pull.headSha)).toHaveLength(1);
  });

  it('does not take the local package of another one’s event for its own', async () => {
    const other = await fixture.open('second', 'README.md');
    const otherEvent = { pull_request: { number: other.number, head: { sha: other.headSha } } };
    const { code, stdout } = await run('pull_request', otherEvent, {
      INPUT_PACKAGE: await fixture.packageOf('another one’s'),
    });
    expect(code).toBe(0);
    expect(stdout).toContain(`pull request ${pull.number} at`);
    expect(stdout.match(/^round: \S+$/gm)).toEqual(['round: collecting']);
    expect(await fixture.checksOf(other.headSha)).toMatchObject([{ conclusion: 'success' }]);
    expect(await fixture.commentsOf(other.number)).toEqual([]);
  });

  it('has a failing check, and a red job, where AWS cannot be reached', async () => {
    const third = await fixture.open('third');
    const { code, outputs, stdout } = await run(
      'workflow_dispatch',
      { inputs: { 'pull-request': String(third.number) } },
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' },
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/^::error::.*AWS could not/m);
    expect(outputs).toMatchObject({ decision: 'blocked', 'reason-code': 'problem' });
    const [check] = await fixture.checksOf(third.headSha);
    expect(check).toMatchObject({
      conclusion: 'failure',
      text: expect.stringContaining('Nothing was judged: AWS could not'),
    });
  });

  it.each([
    // A repository without a configuration has no gate yet; a broken one leaves what was promoted unwatched.
    ['missing', '.github/other.yml', /there is no such file/, 0],
    ['invalid', 'README.md', /README\.md:1:1: /, 1],
  ])(
    'has a failing check that names the place where the configuration is %s',
    async (_, path, place, red) => {
      const fourth = await fixture.open(`with-${path.replaceAll(/\W/g, '-')}`);
      const { code } = await run(
        'workflow_dispatch',
        { inputs: { 'pull-request': String(fourth.number) } },
        { INPUT_CONFIG: path },
      );
      expect(code).toBe(red);
      const [check] = await fixture.checksOf(fourth.headSha);
      expect(check?.conclusion).toBe('failure');
      expect(check?.text).toMatch(place);
    },
  );
});
