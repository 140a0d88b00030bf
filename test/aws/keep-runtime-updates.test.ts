import { LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { keepRuntimeUpdates, readRuntimeUpdates } from '../../src/aws/keep-runtime-updates.ts';
import type { RuntimeUpdates } from '../../src/release/function-spec.ts';
import { awsError, scripted } from './scripted-client.ts';

const pinned: RuntimeUpdates = { mode: 'Manual', pinnedArn: 'arn:aws:lambda:eu-west-1::runtime:7' };
const automatic: RuntimeUpdates = { mode: 'Auto', pinnedArn: null };

function lambdaThatHas(found: RuntimeUpdates) {
  const client = new LambdaClient({ region: 'eu-west-1' });
  const calls = scripted(client, () => ({
    UpdateRuntimeOn: found.mode,
    ...(found.pinnedArn !== null && { RuntimeVersionArn: found.pinnedArn }),
  }));
  return { client, calls };
}

describe('runtime management', () => {
  it.each([pinned, automatic, { mode: 'FunctionUpdate', pinnedArn: null } as const])(
    'is read as it is: $mode',
    async (found) => {
      const { client, calls } = lambdaThatHas(found);
      expect(await readRuntimeUpdates(client, 'round', '7')).toEqual(found);
      expect(calls).toEqual([
        { command: 'GetRuntimeManagementConfig', input: { FunctionName: 'round', Qualifier: '7' } },
      ]);
    },
  );

  it('is automatic where nothing is set', async () => {
    const client = new LambdaClient({ region: 'eu-west-1' });
    scripted(client, () => awsError('ResourceNotFoundException', 404));
    expect(await readRuntimeUpdates(client, 'round', '$LATEST')).toEqual(automatic);
  });

  it('is not guessed where it may not be read', async () => {
    const client = new LambdaClient({ region: 'eu-west-1' });
    scripted(client, () => awsError('AccessDeniedException', 403));
    await expect(readRuntimeUpdates(client, 'round', '7')).rejects.toMatchObject({ name: 'NotPermitted' });
  });

  it('is left alone where it is as wanted', async () => {
    const { client, calls } = lambdaThatHas(pinned);
    await keepRuntimeUpdates(client, 'round', '7', pinned);
    expect(calls.map(({ command }) => command)).toEqual(['GetRuntimeManagementConfig']);
  });

  it.each([
    [automatic, pinned, { UpdateRuntimeOn: 'Manual', RuntimeVersionArn: pinned.pinnedArn }],
    [pinned, automatic, { UpdateRuntimeOn: 'Auto' }],
  ])('is brought from $mode to $mode', async (found, wanted, input) => {
    const { client, calls } = lambdaThatHas(found);
    await keepRuntimeUpdates(client, 'round', '7', wanted);
    expect(calls.at(-1)).toEqual({
      command: 'PutRuntimeManagementConfig',
      input: { FunctionName: 'round', Qualifier: '7', ...input },
    });
  });
});
