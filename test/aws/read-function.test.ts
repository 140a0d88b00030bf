import { LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { readFunction } from '../../src/aws/read-function.ts';
import { awsError, type Script, scripted } from './scripted-client.ts';

const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:round';
const configuration = {
  FunctionName: 'round',
  FunctionArn: arn,
  Version: '7',
  Runtime: 'nodejs24.x',
  Handler: 'index.handler',
  Role: 'arn:aws:iam::111122223333:role/production',
  CodeSha256: 'sha',
};

/** A Lambda that answers these commands, and knows nothing of anything else. */
function lambdaWith(answers: Readonly<Record<string, object | Error>>) {
  const client = new LambdaClient({ region: 'eu-west-1' });
  const script: Script = (command) => answers[command] ?? awsError('ResourceNotFoundException', 404);
  return { client, calls: scripted(client, script) };
}

describe('a function as it is read', () => {
  it('has Lambda’s defaults for what the answer leaves out', async () => {
    const { client } = lambdaWith({ GetFunction: { Configuration: configuration } });
    expect(await readFunction(client, 'round')).toMatchObject({
      arn,
      settings: {
        memoryMb: 128,
        timeoutSeconds: 3,
        ephemeralStorageMb: 512,
        tracing: 'PassThrough',
        vpc: null,
        kmsKeyArn: null,
        codeKmsKeyArn: null,
        logging: { format: 'Text', applicationLevel: null, systemLevel: null },
        runtimeUpdates: { mode: 'Auto', pinnedArn: null },
      },
      reservedConcurrency: null,
      asynchronous: { deadLetterArn: null, maxRetries: null, onFailureArn: null },
      unclonable: [],
    });
  });

  it('has what Lambda tells beside the configuration, asked of the version that runs', async () => {
    const { client, calls } = lambdaWith({
      GetFunction: {
        Configuration: { ...configuration, DeadLetterConfig: { TargetArn: 'arn:queue' } },
        Code: { SourceKMSKeyArn: 'arn:key' },
      },
      GetFunctionConcurrency: { ReservedConcurrentExecutions: 50 },
      GetRuntimeManagementConfig: { UpdateRuntimeOn: 'Manual', RuntimeVersionArn: 'arn:runtime' },
      GetFunctionEventInvokeConfig: {
        MaximumRetryAttempts: 0,
        DestinationConfig: { OnFailure: { Destination: 'arn:queue' }, OnSuccess: {} },
      },
    });
    expect(await readFunction(client, `${arn}:live`)).toMatchObject({
      arn: `${arn}:live`,
      settings: { codeKmsKeyArn: 'arn:key', runtimeUpdates: { mode: 'Manual', pinnedArn: 'arn:runtime' } },
      reservedConcurrency: 50,
      asynchronous: {
        deadLetterArn: 'arn:queue',
        maxRetries: 0,
        maxEventAgeSeconds: null,
        onSuccessArn: null,
        onFailureArn: 'arn:queue',
      },
    });
    const inputOf = (wanted: string) => calls.find(({ command }) => command === wanted)?.input;
    expect(inputOf('GetRuntimeManagementConfig')).toEqual({ FunctionName: 'round', Qualifier: '7' });
    expect(inputOf('GetFunctionEventInvokeConfig')).toEqual({ FunctionName: arn, Qualifier: 'live' });
  });

  it('is refused as a container image', async () => {
    const { Runtime: _, Handler: __, ...image } = configuration;
    const { client } = lambdaWith({ GetFunction: { Configuration: { ...image, PackageType: 'Image' } } });
    await expect(readFunction(client, 'round')).rejects.toMatchObject({
      name: 'InvalidInput',
      message: expect.stringContaining('a container image'),
    });
  });

  it('is not guessed at where its environment cannot be decrypted', async () => {
    const Environment = { Error: { ErrorCode: 'AccessDeniedException', Message: 'no kms:Decrypt' } };
    const { client } = lambdaWith({ GetFunction: { Configuration: { ...configuration, Environment } } });
    await expect(readFunction(client, 'round')).rejects.toMatchObject({
      name: 'NotPermitted',
      message: expect.stringContaining('kms:Decrypt'),
    });
  });

  it.each(['GetRuntimeManagementConfig', 'GetFunctionEventInvokeConfig'])(
    'is not guessed at where %s is denied: a clone would lose what it tells',
    async (command) => {
      const { client } = lambdaWith({
        GetFunction: { Configuration: configuration },
        [command]: awsError('AccessDeniedException', 403),
      });
      await expect(readFunction(client, 'round')).rejects.toMatchObject({
        name: 'NotPermitted',
        message: expect.stringContaining('docs/permissions.md'),
      });
    },
  );
});
