import { inspect } from 'node:util';
import {
  CreateAliasCommand,
  CreateFunctionCommand,
  GetFunctionCommand,
  GetPolicyCommand,
  InvalidParameterValueException,
  LambdaClient,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  ResourceConflictException,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AwsPorts } from '../../../src/aws/connect-aws.ts';
import { deployFunction } from '../../../src/aws/deploy-function.ts';
import { codeOf } from '../../../src/inputs/archive.ts';
import type { FunctionSettings, FunctionSpec } from '../../../src/release/function-spec.ts';
import { noAsyncSettings } from '../../../src/release/function-terms.ts';
import { zipOf } from '../../inputs/zip-files.ts';
import { madeSettings } from '../../release/made-function.ts';
import { arnOf, startTestAws, type TestAws } from './runtime-stack.ts';

const roleArn = 'arn:aws:iam::111122223333:role/any';
let aws: TestAws;
let ports: AwsPorts;
let lambda: LambdaClient;

beforeAll(async () => {
  aws = await startTestAws();
  ports = await aws.connect();
  lambda = new LambdaClient({});
});
afterAll(() => aws.close());

const answering = (body: string) =>
  zipOf([{ path: 'index.mjs', text: `export const handler = async () => (${body});` }]);

async function specOf(
  name: string,
  body: string,
  overlay: Partial<FunctionSpec> = {},
): Promise<FunctionSpec> {
  return {
    name,
    role: 'candidate',
    settings: madeSettings({
      handler: 'index.handler',
      runtime: 'nodejs22.x',
      memoryMb: 256,
      timeoutSeconds: 7,
      environment: { SECRET: 'hush-hush' },
    }),
    roleArn,
    reservedConcurrency: 2,
    asynchronous: noAsyncSettings,
    code: await codeOf(await answering(body)),
    fingerprint: `print-of-${body}`,
    tags: { 'serverless-scientist:repository': 'acme/functions' },
    ...overlay,
  };
}

async function makeProduction(name: string, body: string): Promise<void> {
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Role: roleArn,
      Code: { ZipFile: await answering(body) },
      Environment: { Variables: { STAGE: 'live' } },
      Architectures: ['arm64'],
    }),
  );
}

describe('reading functions of production', () => {
  beforeAll(async () => {
    await makeProduction('production', '1');
    await lambda.send(new PublishVersionCommand({ FunctionName: 'production' }));
    await lambda.send(
      new CreateAliasCommand({ FunctionName: 'production', Name: 'live', FunctionVersion: '1' }),
    );
    await lambda.send(
      new PutFunctionConcurrencyCommand({ FunctionName: 'production', ReservedConcurrentExecutions: 3 }),
    );
    await lambda.send(
      new UpdateFunctionCodeCommand({ FunctionName: 'production', ZipFile: await answering('2') }),
    );
  });

  it.each([
    ['its name', 'production', arnOf('production')],
    ['its name and alias', 'production:live', `${arnOf('production')}:live`],
    ['its ARN', arnOf('production'), arnOf('production')],
    ['the ARN of a version', `${arnOf('production')}:1`, `${arnOf('production')}:1`],
    ['the ARN of an alias', `${arnOf('production')}:live`, `${arnOf('production')}:live`],
  ])('finds it by %s and keeps the ARN as it is invoked', async (_how, nameOrArn, arn) => {
    expect(await ports.functions.read(nameOrArn)).toMatchObject({
      name: 'production',
      arn,
      roleArn,
      reservedConcurrency: 3,
      settings: {
        handler: 'index.handler',
        runtime: 'nodejs22.x',
        memoryMb: 128,
        timeoutSeconds: 3,
        environment: { STAGE: 'live' },
        layers: [],
        architecture: 'arm64',
      },
    });
  });

  it('answers null for a function, version or alias that does not exist', async () => {
    expect(await ports.functions.read('nobody')).toBeNull();
    expect(await ports.functions.read('production:9')).toBeNull();
  });

  it('downloads the code and hashes its content', async () => {
    const { contentHash } = await ports.functions.readCode('production');
    expect(contentHash).toBe((await codeOf(await answering('2'))).contentHash);
  });

  it('takes no code whose checksum is not what Lambda tells', async () => {
    // The emulator hands out the newest code for every version: exactly the mistake to be noticed.
    await expect(ports.functions.readCode(`${arnOf('production')}:1`)).rejects.toMatchObject({
      name: 'Unavailable',
      message: expect.stringContaining('another checksum'),
    });
  });

  it('reports a missing function as not found where its code is needed', async () => {
    await expect(ports.functions.readCode('nobody')).rejects.toMatchObject({ name: 'NotFound' });
  });
});

describe('deploying functions of ours', () => {
  it('creates the function with settings, tags, concurrency and a version of its fingerprint', async () => {
    const spec = await specOf('ours', '"a"');
    const { arn } = await ports.functions.deploy(spec);
    expect(arn).toBe(`${arnOf('ours')}:1`);
    expect(await ports.functions.read(arn)).toMatchObject({
      settings: spec.settings,
      reservedConcurrency: 2,
      roleArn,
    });
    const { Tags, Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName: arn }));
    expect(Tags).toEqual({
      'serverless-scientist:role': 'candidate',
      'serverless-scientist:repository': 'acme/functions',
    });
    expect(Configuration?.Description).toBe(`scientist ${spec.fingerprint}`);
    expect(await ports.functions.findVersion('ours', spec.fingerprint)).toEqual({ arn });
    expect(await ports.functions.invoke(arn, {})).toEqual({ failed: false, payload: '"a"' });
  });

  it('returns the standing version when the same specification comes again', async () => {
    const again = await ports.functions.deploy(await specOf('ours', '"a"'));
    expect(again.arn).toBe(`${arnOf('ours')}:1`);
  });

  it('publishes new content beside the old, which goes on answering', async () => {
    const second = await ports.functions.deploy(await specOf('ours', '"b"', { reservedConcurrency: null }));
    expect(second.arn).toBe(`${arnOf('ours')}:2`);
    expect((await ports.functions.invoke(second.arn, {})).payload).toBe('"b"');
    expect((await ports.functions.invoke(`${arnOf('ours')}:1`, {})).payload).toBe('"a"');
    expect((await ports.functions.read('ours'))?.reservedConcurrency).toBeNull();
  });

  it('finds the way back to former content without publishing it again', async () => {
    const back = await ports.functions.deploy(await specOf('ours', '"a"'));
    expect(back.arn).toBe(`${arnOf('ours')}:1`);
  });

  it('publishes anew when only the configuration differs', async () => {
    const plain = await specOf('configured', '"a"');
    await ports.functions.deploy(plain);
    const larger = { ...plain, settings: { ...plain.settings, memoryMb: 512 }, fingerprint: 'larger' };
    const { arn } = await ports.functions.deploy(larger);
    expect((await ports.functions.read(arn))?.settings.memoryMb).toBe(512);
    expect((await ports.functions.read(`${arnOf('configured')}:1`))?.settings.memoryMb).toBe(256);
  });

  it('comes to one version when two runs deploy the same at once', async () => {
    const spec = await specOf('twice', '"a"');
    const other = await aws.connect();
    const [left, right] = await Promise.all([ports.functions.deploy(spec), other.functions.deploy(spec)]);
    expect(left).toEqual(right);
    expect(await ports.functions.findVersion('twice', spec.fingerprint)).toEqual(left);
  });

  it('refuses a name that is taken by a function that is not ours, and leaves it alone', async () => {
    await makeProduction('taken', '"theirs"');
    await expect(ports.functions.deploy(await specOf('taken', '"ours"'))).rejects.toMatchObject({
      name: 'Conflict',
      message: expect.stringContaining('without it'),
    });
    expect((await ports.functions.invoke('taken', {})).payload).toBe('"theirs"');
  });

  it('waits and goes on while Lambda has another change of the function in progress', async () => {
    const spec = await specOf('busy', '"a"');
    await ports.functions.deploy(spec);
    const refused = refusing('UpdateFunctionCodeCommand', 2, () => {
      return new ResourceConflictException({ message: 'an update is in progress', $metadata: {} });
    });
    const { arn } = await deployFunction(refused.client, await specOf('busy', '"b"'), () => {});
    expect(refused.count()).toBe(2);
    expect((await ports.functions.invoke(arn, {})).payload).toBe('"b"');
  });

  it('goes on without reserved concurrency where the account has none to give, and says so', async () => {
    const said: string[] = [];
    const refused = refusing('PutFunctionConcurrencyCommand', 1, () => {
      const message = "decreases account's UnreservedConcurrentExecution below its minimum value of [10].";
      return new InvalidParameterValueException({ message, $metadata: { httpStatusCode: 400 } });
    });
    await deployFunction(refused.client, await specOf('small', '"a"'), (line) => said.push(line));
    expect(said).toEqual([expect.stringContaining('small goes without reserved concurrency')]);
  });

  it('keeps environment values out of what Lambda says of them', async () => {
    const refused = refusing('CreateFunctionCommand', 1, () => {
      const message = "Value '{environment={SECRET=hush-hush}}' failed to satisfy constraint";
      return new InvalidParameterValueException({ message, $metadata: { httpStatusCode: 400 } });
    });
    const error = await deployFunction(refused.client, await specOf('telling', '"a"'), () => {}).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({
      name: 'InvalidInput',
      message: expect.stringContaining('InvalidParameterValueException (its words are kept back'),
    });
    expect(inspect(error, { depth: null })).not.toContain('hush');
  });
});

describe('carrying settings over', () => {
  const queueArn = 'arn:aws:sqs:eu-west-1:111122223333:failures';
  const everything: Partial<FunctionSettings> = {
    ephemeralStorageMb: 1024,
    tracing: 'Active',
    vpc: { subnetIds: ['subnet-1', 'subnet-2'], securityGroupIds: ['sg-1'], ipv6: true },
    kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/one',
    codeKmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/two',
    logging: { format: 'JSON', applicationLevel: 'WARN', systemLevel: 'INFO' },
  };

  it('brings every one into the new function and its version', async () => {
    const plain = await specOf('furnished', '"a"', { role: 'dressed' });
    const spec = {
      ...plain,
      settings: { ...plain.settings, ...everything },
      asynchronous: {
        deadLetterArn: queueArn,
        maxRetries: 1,
        maxEventAgeSeconds: 60,
        onSuccessArn: null,
        onFailureArn: queueArn,
      },
    };
    const { arn } = await ports.functions.deploy(spec);
    expect(await ports.functions.read(arn)).toMatchObject({
      settings: spec.settings,
      asynchronous: spec.asynchronous,
      unclonable: [],
    });
  });

  it('takes off again what the specification no longer has', async () => {
    const spec = await specOf('furnished', '"b"');
    const { arn } = await ports.functions.deploy(spec);
    expect(await ports.functions.read(arn)).toMatchObject({
      settings: spec.settings,
      asynchronous: noAsyncSettings,
    });
    // The emulator knows one key for the code of all versions.
    const { codeKmsKeyArn: _, ...ofTheVersion } = everything;
    expect((await ports.functions.read(`${arnOf('furnished')}:1`))?.settings).toMatchObject(ofTheVersion);
  });

  it('names what a clone cannot have', async () => {
    await makeProduction('mounted', '1');
    await lambda.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: 'mounted',
        FileSystemConfigs: [
          {
            Arn: 'arn:aws:elasticfilesystem:eu-west-1:111122223333:access-point/fsap-0123456789abcdef0',
            LocalMountPath: '/mnt/data',
          },
        ],
      }),
    );
    expect((await ports.functions.read('mounted'))?.unclonable).toEqual([
      expect.stringContaining('mounts a file system'),
    ]);
  });
});

describe('calling and removing', () => {
  it('tells a failed invocation from an answer', async () => {
    await ports.functions.deploy(
      await specOf('thrower', '(() => { throw new Error("boom") })()', { fingerprint: 'throws' }),
    );
    const outcome = await ports.functions.invoke(`${arnOf('thrower')}:1`, {});
    expect(outcome.failed).toBe(true);
    expect(outcome.payload).toContain('boom');
  });

  it('allows an API once, however often it is asked', async () => {
    const { arn } = await ports.functions.deploy(await specOf('allowed', '"a"'));
    await ports.functions.allowApi(arn, 'abc123', 'GET /round/{id}');
    await ports.functions.allowApi(arn, 'abc123', 'GET /round/{id}');
    const { Policy } = await lambda.send(new GetPolicyCommand({ FunctionName: 'allowed', Qualifier: '1' }));
    const { Statement } = JSON.parse(Policy ?? '{}');
    expect(Statement).toHaveLength(1);
    expect(JSON.stringify(Statement)).toContain(
      'arn:aws:execute-api:eu-west-1:111122223333:abc123/*/GET/round/*',
    );
  });

  it('removes a function of ours, and does not mind that it is gone', async () => {
    await ports.functions.deploy(await specOf('finished', '"a"'));
    await ports.functions.remove('finished');
    await ports.functions.remove('finished');
    expect(await ports.functions.read('finished')).toBeNull();
  });

  it('never removes a function that is not ours', async () => {
    await makeProduction('precious', '1');
    await expect(ports.functions.remove('precious')).rejects.toMatchObject({ name: 'Conflict' });
    expect(await ports.functions.read('precious')).not.toBeNull();
  });
});

/** A client whose first calls of one command are refused as AWS would refuse them: the emulator never does. */
function refusing(command: string, times: number, refusal: () => Error) {
  const client = new LambdaClient({ maxAttempts: 1 });
  let count = 0;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName === command && count < times) {
        count += 1;
        throw refusal();
      }
      return next(args);
    },
    { step: 'initialize' },
  );
  return { client, count: () => count };
}
