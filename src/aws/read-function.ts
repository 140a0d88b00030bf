import {
  type FunctionConfiguration,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { ScientistError } from '../errors.ts';
import type { LiveFunction } from '../release/function-spec.ts';
import { callParametersOf, parseFunctionReference, qualifiedArnOf } from './function-arn.ts';
import { refusalsOf } from './function-fields.ts';
import { settingsOf } from './function-settings.ts';
import { readAsyncSettings } from './keep-async-settings.ts';
import { readRuntimeUpdates } from './keep-runtime-updates.ts';
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
  const { Configuration: configuration, Concurrency, Code } = answer;
  assertReadable(nameOrArn, configuration);
  const { FunctionName: name = nameOrArn, FunctionArn: arn = nameOrArn } = configuration;
  const { qualifier } = parseFunctionReference(nameOrArn);
  const reserved = Concurrency?.ReservedConcurrentExecutions;
  const [reservedConcurrency, runtimeUpdates, asynchronous] = await Promise.all([
    // Concurrency belongs to the whole function: an answer about one version may leave it out.
    reserved ?? (qualifier === null ? null : readConcurrency(client, name)),
    readRuntimeUpdates(client, name, configuration.Version ?? '$LATEST'),
    readAsyncSettings(client, nameOrArn, configuration),
  ]);
  return {
    name,
    arn: qualifiedArnOf(arn, qualifier),
    roleArn: configuration.Role ?? '',
    codeSha256: configuration.CodeSha256 ?? '',
    settings: settingsOf(configuration, { codeKmsKeyArn: Code?.SourceKMSKeyArn || null, runtimeUpdates }),
    reservedConcurrency,
    asynchronous,
    unclonable: refusalsOf(configuration),
  };
}

async function readConcurrency(client: LambdaClient, name: string): Promise<number | null> {
  const answer = await ask(`read the concurrency of ${name}`, () =>
    client.send(new GetFunctionConcurrencyCommand({ FunctionName: name })),
  );
  return answer.ReservedConcurrentExecutions ?? null;
}

function assertReadable(nameOrArn: string, configuration: FunctionConfiguration): void {
  const { Runtime, Handler, Environment, PackageType } = configuration;
  if (Runtime === undefined || Handler === undefined) {
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
}
