import {
  type FunctionConfiguration,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { ScientistError } from '../errors.ts';
import type { FunctionSettings, LiveFunction } from '../release/function-spec.ts';
import { callParametersOf, parseFunctionReference, qualifiedArnOf } from './function-arn.ts';
import { ask, nullIfMissing } from './translate-error.ts';

/**
 * A function as it is live, by name or ARN, qualified or not; null where there is none. Throws `InvalidInput`
 * for a container image, `NotPermitted` where its environment cannot be decrypted.
 */
export async function readFunction(client: LambdaClient, nameOrArn: string): Promise<LiveFunction | null> {
  const answer = await nullIfMissing(
    ask(`read the function ${nameOrArn}`, () =>
      client.send(new GetFunctionCommand(callParametersOf(nameOrArn))),
    ),
  );
  if (answer?.Configuration === undefined) {
    return null;
  }
  const { Configuration: configuration, Concurrency } = answer;
  const { FunctionName: name = nameOrArn, FunctionArn: arn = nameOrArn } = configuration;
  const { qualifier } = parseFunctionReference(nameOrArn);
  return {
    name,
    arn: qualifiedArnOf(arn, qualifier),
    roleArn: configuration.Role ?? '',
    codeSha256: configuration.CodeSha256 ?? '',
    settings: settingsOf(nameOrArn, configuration),
    reservedConcurrency:
      Concurrency?.ReservedConcurrentExecutions ??
      // Concurrency belongs to the whole function: an answer about one version may leave it out.
      (qualifier === null ? null : await readConcurrency(client, name)),
  };
}

async function readConcurrency(client: LambdaClient, name: string): Promise<number | null> {
  const answer = await ask(`read the concurrency of ${name}`, () =>
    client.send(new GetFunctionConcurrencyCommand({ FunctionName: name })),
  );
  return answer.ReservedConcurrentExecutions ?? null;
}

function settingsOf(nameOrArn: string, configuration: FunctionConfiguration): FunctionSettings {
  const { Runtime: runtime, Handler: handler, Environment, Architectures, PackageType } = configuration;
  if (runtime === undefined || handler === undefined) {
    throw new ScientistError('InvalidInput', {
      expected: 'a function deployed as a zip',
      found: `${nameOrArn} is deployed as ${PackageType === 'Image' ? 'a container image' : 'something else'}`,
      remedy: 'Leave it out of .github/scientist.yml: container images are not supported yet',
    });
  }
  if (Environment?.Error !== undefined) {
    throw new ScientistError('NotPermitted', {
      expected: `to read the environment of ${nameOrArn}`,
      found: `Lambda answers ${Environment.Error.ErrorCode ?? 'an error'} for it`,
      remedy: 'Allow kms:Decrypt for the key that encrypts it',
    });
  }
  return {
    handler,
    runtime,
    memoryMb: configuration.MemorySize ?? 128,
    timeoutSeconds: configuration.Timeout ?? 3,
    environment: Environment?.Variables ?? {},
    layers: (configuration.Layers ?? []).flatMap(({ Arn }) => (Arn === undefined ? [] : [Arn])),
    architecture: Architectures?.[0] === 'arm64' ? 'arm64' : 'x86_64',
  };
}
