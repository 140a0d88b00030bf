import { createHash } from 'node:crypto';
import {
  CreateFunctionCommand,
  type LambdaClient,
  TagResourceCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { ScientistError } from '../errors.ts';
import type { FunctionSpec } from '../release/function-spec.ts';
import { versionDescription } from './find-version.ts';
import { createdConfigurationOf, updatedConfigurationOf } from './function-settings.ts';
import { roleTag } from './own-tags.ts';
import { settleCreated, settleUpdated } from './settle-function.ts';
import { ask } from './translate-error.ts';

/** The most that Lambda takes in a request; larger zips would have to go through S3. */
const maxUploadBytes = 50 * 1024 * 1024;

/** What stands at Lambda under the name, as far as an update depends on it. */
export interface DeployedState {
  readonly arn: string;
  readonly codeSha256: string;
  readonly architecture: string;
  readonly codeKmsKeyArn: string | null;
  readonly tags: Readonly<Record<string, string>>;
}

/** Base64 sha256 of the zip, as Lambda computes it. */
export function codeSha256Of(spec: FunctionSpec): string {
  return createHash('sha256').update(spec.code.zip).digest('base64');
}

/** Creates the function, unpublished, and waits until it is active. */
export async function createFunction(client: LambdaClient, spec: FunctionSpec): Promise<void> {
  assertUploadable(spec);
  const { codeKmsKeyArn } = spec.settings;
  await ask(
    `create the function ${spec.name}`,
    () =>
      client.send(
        new CreateFunctionCommand({
          ...createdConfigurationOf(spec, versionDescription(spec.fingerprint)),
          Code: {
            ZipFile: spec.code.zip,
            ...(codeKmsKeyArn !== null && { SourceKMSKeyArn: codeKmsKeyArn }),
          },
          Architectures: [spec.settings.architecture],
          PackageType: 'Zip',
          Tags: tagsOf(spec),
        }),
      ),
    Object.values(spec.settings.environment),
  );
  await settleCreated(client, spec.name);
}

/**
 * Brings an existing function of ours to the specification: first the code, then the configuration, because
 * Lambda refuses a second change before the first is in force. Only $LATEST moves; versions stay as they are.
 */
export async function updateFunction(
  client: LambdaClient,
  spec: FunctionSpec,
  state: DeployedState,
): Promise<void> {
  await settleUpdated(client, spec.name);
  const { architecture, codeKmsKeyArn } = spec.settings;
  const stands =
    state.codeSha256 === codeSha256Of(spec) &&
    state.architecture === architecture &&
    state.codeKmsKeyArn === codeKmsKeyArn;
  if (!stands) {
    assertUploadable(spec);
    await ask(`update the code of ${spec.name}`, () =>
      client.send(
        new UpdateFunctionCodeCommand({
          FunctionName: spec.name,
          ZipFile: spec.code.zip,
          Architectures: [architecture],
          SourceKMSKeyArn: codeKmsKeyArn ?? '',
        }),
      ),
    );
    await settleUpdated(client, spec.name);
  }
  await ask(
    `update the configuration of ${spec.name}`,
    () =>
      client.send(
        new UpdateFunctionConfigurationCommand(
          updatedConfigurationOf(spec, versionDescription(spec.fingerprint)),
        ),
      ),
    Object.values(spec.settings.environment),
  );
  await settleUpdated(client, spec.name);
  await updateTags(client, spec, state);
}

async function updateTags(client: LambdaClient, spec: FunctionSpec, state: DeployedState): Promise<void> {
  const wanted = tagsOf(spec);
  if (Object.entries(wanted).some(([key, value]) => state.tags[key] !== value)) {
    await ask(`tag the function ${spec.name}`, () =>
      client.send(new TagResourceCommand({ Resource: state.arn, Tags: wanted })),
    );
  }
}

function tagsOf(spec: FunctionSpec): Record<string, string> {
  return { ...spec.tags, [roleTag]: spec.role };
}

function assertUploadable(spec: FunctionSpec): void {
  if (spec.code.zip.length > maxUploadBytes) {
    throw new ScientistError('InvalidInput', {
      expected: `a package of at most ${maxUploadBytes} bytes`,
      found: `The package of ${spec.name} has ${spec.code.zip.length}`,
      remedy: 'Make it smaller, or move a part of it into a layer',
    });
  }
}
