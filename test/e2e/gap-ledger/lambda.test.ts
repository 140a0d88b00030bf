import {
  AddPermissionCommand,
  CreateAliasCommand,
  GetFunctionCommand,
  GetPolicyCommand,
  GetRuntimeManagementConfigCommand,
  PublishVersionCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, functionArn, startFixture, zipHandler } from './ministack-fixture.ts';

// Each entry asserts what the lab's Lambda does although AWS does not. One that fails is good news: the claim that
// rests on it can be tested in the lab from now on.
let aws: Fixture;
beforeAll(async () => {
  aws = await startFixture();
});
afterAll(() => aws.close());

const permission = {
  StatementId: 'api',
  Action: 'lambda:InvokeFunction',
  Principal: 'apigateway.amazonaws.com',
} as const;

describe('MiniStack’s Lambda, unlike AWS', () => {
  it('gives no runtime API to functions, so that no extension can register and the hand-off is awaited', async () => {
    await aws.createFunction('no-runtime-api', 'async () => process.env.AWS_LAMBDA_RUNTIME_API ?? null');
    expect((await aws.invoke('no-runtime-api')).payload).toBeNull();
  });

  it('lets timers run on between invocations instead of freezing the environment', async () => {
    await aws.createFunction(
      'no-freeze',
      'async () => { const before = globalThis.ran ?? false; setTimeout(() => { globalThis.ran = true; }, 20); return before; }',
    );
    expect((await aws.invoke('no-freeze')).payload).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await aws.invoke('no-freeze')).payload).toBe(true);
  });

  it('leaves START, END and REPORT out of LogResult, so that durations are wall time', async () => {
    await aws.createFunction('no-report', "async () => { console.log('a line'); }");
    const { log } = await aws.invoke('no-report');
    expect(log).toContain('a line');
    expect(log).not.toMatch(/START|REPORT/);
  });

  it('passes no client context on', async () => {
    await aws.createFunction('no-context', 'async (event, context) => context.clientContext ?? null');
    expect((await aws.invoke('no-context')).payload).toBeNull();
  });

  it('reports every thrown error as Runtime.HandlerError, without class and trace', async () => {
    await aws.createFunction('error-type', "async () => { throw new TypeError('bang'); }");
    const { functionError, payload } = await aws.invoke('error-type');
    expect(functionError).toBe('Unhandled');
    expect(payload).toEqual({ errorMessage: 'bang', errorType: 'Runtime.HandlerError' });
  });

  it('applies the code of a dry run', async () => {
    await aws.createFunction('dry-run', "async () => 'old'");
    await aws.lambda.send(
      new UpdateFunctionCodeCommand({
        FunctionName: 'dry-run',
        DryRun: true,
        ZipFile: await zipHandler("async () => 'new'"),
      }),
    );
    expect((await aws.invoke('dry-run')).payload).toBe('new');
  });

  it('takes an alias to a version that does not exist, runs $LATEST for it and reports the version', async () => {
    await aws.createFunction('alias', "async () => 'latest'");
    await aws.lambda.send(
      new CreateAliasCommand({ FunctionName: 'alias', Name: 'live', FunctionVersion: '99' }),
    );
    expect(await aws.invoke('alias', {}, 'live')).toMatchObject({ payload: 'latest', executedVersion: '99' });
  });

  it('stores the weights of an alias and never applies them', async () => {
    await aws.createFunction('weights', 'async () => 1');
    await aws.lambda.send(
      new UpdateFunctionCodeCommand({
        FunctionName: 'weights',
        ZipFile: await zipHandler('async () => 2'),
        Publish: true,
      }),
    );
    await aws.lambda.send(
      new CreateAliasCommand({
        FunctionName: 'weights',
        Name: 'live',
        FunctionVersion: '1',
        RoutingConfig: { AdditionalVersionWeights: { '2': 0.9 } },
      }),
    );
    const answers: unknown[] = [];
    for (let call = 0; call < 20; call += 1) answers.push((await aws.invoke('weights', {}, 'live')).payload);
    expect(new Set(answers)).toEqual(new Set([1]));
  });

  it('ignores the revision that PublishVersion is guarded with', async () => {
    await aws.createFunction('revision', 'async () => 1');
    const published = aws.lambda.send(
      new PublishVersionCommand({
        FunctionName: 'revision',
        RevisionId: '00000000-0000-0000-0000-000000000000',
      }),
    );
    await expect(published).resolves.toHaveProperty('Version');
  });

  it('publishes the same once more after a creation that published it', async () => {
    await aws.createFunction('published-twice', 'async () => 1');
    const publish = async () =>
      (await aws.lambda.send(new PublishVersionCommand({ FunctionName: 'published-twice' }))).Version;
    expect([await publish(), await publish()]).toEqual(['2', '2']);
  });

  it('answers GetFunction for a version with an ARN that lacks the version', async () => {
    const arn = await aws.createFunction('version-arn', 'async () => 1');
    const { Configuration } = await aws.lambda.send(new GetFunctionCommand({ FunctionName: `${arn}:1` }));
    expect(Configuration).toMatchObject({ FunctionArn: functionArn('version-arn'), Version: '1' });
  });

  it('takes changes while the function is pending', async () => {
    await aws.createFunction('pending', 'async () => 1');
    const changed = await aws.lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName: 'pending', MemorySize: 256 }),
    );
    expect(changed.LastUpdateStatus).toBe('InProgress');
    await expect(
      aws.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'pending', MemorySize: 512 })),
    ).resolves.toMatchObject({ MemorySize: 512 });
  });

  it('answers GetPolicy with an empty policy where there is none', async () => {
    await aws.createFunction('no-policy', 'async () => 1');
    const { Policy } = await aws.lambda.send(new GetPolicyCommand({ FunctionName: 'no-policy' }));
    expect(JSON.parse(Policy ?? '')).toMatchObject({ Statement: [] });
  });

  it('knows statement ids by function instead of by version', async () => {
    await aws.createFunction('statements', 'async () => 1');
    await aws.lambda.send(new AddPermissionCommand({ FunctionName: 'statements', ...permission }));
    await expect(
      aws.lambda.send(
        new AddPermissionCommand({ FunctionName: 'statements', Qualifier: '1', ...permission }),
      ),
    ).rejects.toMatchObject({ name: 'ResourceConflictException' });
  });

  it('knows no runtime management, and one key for the code of all versions', async () => {
    await aws.createFunction('unmanaged', 'async () => 1');
    const managed = aws.lambda.send(new GetRuntimeManagementConfigCommand({ FunctionName: 'unmanaged' }));
    await expect(managed).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
    await aws.lambda.send(
      new UpdateFunctionCodeCommand({
        FunctionName: 'unmanaged',
        ZipFile: await zipHandler('async () => 2'),
        SourceKMSKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/one',
      }),
    );
    const { Code } = await aws.lambda.send(
      new GetFunctionCommand({ FunctionName: 'unmanaged', Qualifier: '1' }),
    );
    expect(Code?.SourceKMSKeyArn).toBe('arn:aws:kms:eu-west-1:111122223333:key/one');
  });

  it('takes a timeout beyond 900 s', async () => {
    await aws.createFunction('settings', 'async () => 1');
    const settings = { FunctionName: 'settings', Timeout: 901 };
    await expect(aws.lambda.send(new UpdateFunctionConfigurationCommand(settings))).resolves.toMatchObject({
      Timeout: 901,
    });
  });
});
