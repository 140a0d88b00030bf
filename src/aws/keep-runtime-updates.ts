import {
  GetRuntimeManagementConfigCommand,
  type LambdaClient,
  PutRuntimeManagementConfigCommand,
} from '@aws-sdk/client-lambda';
import type { RuntimeUpdates } from '../release/function-spec.ts';
import { ask, nullIfMissing } from './translate-error.ts';

const automatic: RuntimeUpdates = { mode: 'Auto', pinnedArn: null };

/** When Lambda replaces the runtime version of a function's version (`$LATEST` or a number). */
export async function readRuntimeUpdates(
  client: LambdaClient,
  name: string,
  version: string,
): Promise<RuntimeUpdates> {
  const answer = await nullIfMissing(
    ask(`read the runtime management of ${name}:${version}`, () =>
      client.send(new GetRuntimeManagementConfigCommand({ FunctionName: name, Qualifier: version })),
    ),
  );
  switch (answer?.UpdateRuntimeOn) {
    case 'Manual':
      return { mode: 'Manual', pinnedArn: answer.RuntimeVersionArn ?? null };
    case 'FunctionUpdate':
      return { mode: 'FunctionUpdate', pinnedArn: null };
    default:
      return automatic;
  }
}

/** Sets it where it is another. */
export async function keepRuntimeUpdates(
  client: LambdaClient,
  name: string,
  version: string,
  wanted: RuntimeUpdates,
): Promise<void> {
  const found = await readRuntimeUpdates(client, name, version);
  if (found.mode === wanted.mode && found.pinnedArn === wanted.pinnedArn) {
    return;
  }
  await ask(`set the runtime management of ${name}:${version}`, () =>
    client.send(
      new PutRuntimeManagementConfigCommand({
        FunctionName: name,
        Qualifier: version,
        UpdateRuntimeOn: wanted.mode,
        ...(wanted.pinnedArn !== null && { RuntimeVersionArn: wanted.pinnedArn }),
      }),
    ),
  );
}
