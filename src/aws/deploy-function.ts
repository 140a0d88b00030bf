import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  InvalidParameterValueException,
  type LambdaClient,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import { ScientistError } from '../errors.ts';
import type { DeployedVersion } from '../release/facts.ts';
import type { FunctionSpec } from '../release/function-spec.ts';
import { findVersion, versionDescription } from './find-version.ts';
import { keepAsyncSettings } from './keep-async-settings.ts';
import { keepRuntimeUpdates } from './keep-runtime-updates.ts';
import { assertOurs } from './own-tags.ts';
import { settlePublished, withConflictRetries } from './settle-function.ts';
import { ask, nullIfMissing } from './translate-error.ts';
import { codeSha256Of, createFunction, updateFunction } from './write-function.ts';

/**
 * Deploys a function of ours and publishes a version that carries the specification's fingerprint; returns the
 * version that stands already where there is one. Waits until it can be invoked. Two runs at once come to the
 * same version: whoever finds the other's change in the way begins anew, and of two alike the older is taken.
 * Throws `Conflict` where the name is taken by a function that is not ours, `InvalidInput` for what Lambda refuses.
 */
export async function deployFunction(
  client: LambdaClient,
  spec: FunctionSpec,
  say: (line: string) => void,
): Promise<DeployedVersion> {
  return withConflictRetries(async () => {
    const state = await readState(client, spec.name);
    if (state === null) {
      await createFunction(client, spec);
    } else {
      const standing = await findVersion(client, spec.name, spec.fingerprint);
      if (standing !== null) {
        await setConcurrency(client, spec, state.reservedConcurrency, say);
        return finish(client, spec, standing);
      }
      await updateFunction(client, spec, state);
    }
    await keepRuntimeUpdates(client, spec.name, '$LATEST', spec.settings.runtimeUpdates);
    await setConcurrency(client, spec, state?.reservedConcurrency ?? null, say);
    return finish(client, spec, await publish(client, spec));
  });
}

/** What only a published version can be given, and the wait until it answers. */
async function finish(
  client: LambdaClient,
  spec: FunctionSpec,
  version: DeployedVersion,
): Promise<DeployedVersion> {
  const number = versionOf(version.arn);
  await settlePublished(client, spec.name, number);
  await keepRuntimeUpdates(client, spec.name, number, spec.settings.runtimeUpdates);
  await keepAsyncSettings(client, version.arn, spec.asynchronous);
  return version;
}

async function readState(client: LambdaClient, name: string) {
  const answer = await nullIfMissing(
    ask(`read the function ${name}`, () => client.send(new GetFunctionCommand({ FunctionName: name }))),
  );
  if (answer === null) {
    return null;
  }
  assertOurs(name, answer.Tags);
  return {
    arn: answer.Configuration?.FunctionArn ?? name,
    codeSha256: answer.Configuration?.CodeSha256 ?? '',
    architecture: answer.Configuration?.Architectures?.[0] ?? 'x86_64',
    codeKmsKeyArn: answer.Code?.SourceKMSKeyArn || null,
    tags: answer.Tags ?? {},
    reservedConcurrency: answer.Concurrency?.ReservedConcurrentExecutions ?? null,
  };
}

/**
 * An account with little concurrency cannot reserve any. A shadow then goes on, bounded by the observer alone; what is
 * to serve production does not go without the cap that production has.
 */
async function setConcurrency(
  client: LambdaClient,
  { name, role, reservedConcurrency }: FunctionSpec,
  present: number | null,
  say: (line: string) => void,
): Promise<void> {
  if (reservedConcurrency === present) {
    return;
  }
  try {
    await ask(`reserve concurrency for ${name}`, () =>
      reservedConcurrency === null
        ? client.send(new DeleteFunctionConcurrencyCommand({ FunctionName: name }))
        : client.send(
            new PutFunctionConcurrencyCommand({
              FunctionName: name,
              ReservedConcurrentExecutions: reservedConcurrency,
            }),
          ),
    );
  } catch (thrown) {
    const tooLittle =
      thrown instanceof ScientistError && thrown.cause instanceof InvalidParameterValueException;
    if (!tooLittle || role === 'dressed') {
      throw thrown;
    }
    say(
      `${name} goes without reserved concurrency: the account has too little to reserve ${reservedConcurrency}`,
    );
  }
}

/** Publishes exactly the code and configuration that were written: a change by somebody else since is a conflict. */
async function publish(client: LambdaClient, spec: FunctionSpec): Promise<DeployedVersion> {
  const { name, fingerprint } = spec;
  const codeSha256 = codeSha256Of(spec);
  const description = versionDescription(fingerprint);
  const latest = await ask(`read the configuration of ${name}`, () =>
    client.send(new GetFunctionConfigurationCommand({ FunctionName: name })),
  );
  if (latest.CodeSha256 !== codeSha256 || latest.Description !== description) {
    throw changedMeanwhile(name);
  }
  const published = await ask(`publish a version of ${name}`, () =>
    client.send(
      new PublishVersionCommand({
        FunctionName: name,
        Description: description,
        CodeSha256: codeSha256,
        RevisionId: latest.RevisionId,
      }),
    ),
  );
  const version = await findVersion(client, name, fingerprint);
  if (published.Description !== description || version === null) {
    throw changedMeanwhile(name);
  }
  return version;
}

function changedMeanwhile(name: string): ScientistError {
  return new ScientistError('Conflict', {
    expected: `${name} as it was just written`,
    found: 'Somebody else changed it in between',
    remedy: 'Let one run deploy it at a time, then run again',
  });
}

function versionOf(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}
