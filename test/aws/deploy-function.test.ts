import { createHash } from 'node:crypto';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { deployFunction } from '../../src/aws/deploy-function.ts';
import type { FunctionSpec, RuntimeUpdates } from '../../src/release/function-spec.ts';
import { noAsyncSettings } from '../../src/release/function-terms.ts';
import { madeSettings } from '../release/made-function.ts';
import { awsError, scripted } from './scripted-client.ts';

const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:ours';
const zip = new TextEncoder().encode('zip');
const codeSha256 = createHash('sha256').update(zip).digest('base64');
const pinned: RuntimeUpdates = { mode: 'Manual', pinnedArn: 'arn:aws:lambda:eu-west-1::runtime:7' };

function specOf(overlay: Partial<FunctionSpec> = {}): FunctionSpec {
  return {
    name: 'ours',
    role: 'dressed',
    settings: madeSettings(),
    roleArn: 'production',
    reservedConcurrency: null,
    asynchronous: noAsyncSettings,
    code: { zip, contentHash: 'content' },
    fingerprint: 'print',
    tags: {},
    ...overlay,
  };
}

/** A Lambda for what no emulator plays: one function, its runtime management by version. Returns what was asked. */
function lambda(standing: { readonly published?: boolean } = {}) {
  const client = new LambdaClient({ region: 'eu-west-1' });
  const state = { created: standing.published === true, published: standing.published === true };
  const version = {
    FunctionName: 'ours',
    FunctionArn: `${arn}:1`,
    Version: '1',
    State: 'Active',
    Description: 'scientist print',
    CodeSha256: codeSha256,
    LastUpdateStatus: 'Successful',
  };
  const managed = new Map<unknown, object>();
  const calls = scripted(client, (command, input) => {
    switch (command) {
      case 'GetFunction':
        return state.created
          ? {
              Configuration: { ...version, FunctionArn: arn },
              Tags: { 'serverless-scientist:role': 'dressed' },
            }
          : awsError('ResourceNotFoundException', 404);
      case 'CreateFunction':
        state.created = true;
        return {};
      case 'GetFunctionConfiguration':
        return version;
      case 'PublishVersion':
        state.published = true;
        return version;
      case 'ListVersionsByFunction':
        return { Versions: state.published ? [version] : [] };
      case 'GetRuntimeManagementConfig':
        return managed.get(input.Qualifier) ?? { UpdateRuntimeOn: 'Auto' };
      case 'PutRuntimeManagementConfig':
        managed.set(input.Qualifier, input);
        return {};
      default:
        return {};
    }
  });
  const writes = () =>
    calls.flatMap(({ command, input }) =>
      /^(Create|Update|Put|Publish)/.test(command)
        ? [`${command} ${'Qualifier' in input ? input.Qualifier : ''}`.trim()]
        : [],
    );
  return { client, calls, writes };
}

describe('deploying', () => {
  it('pins the runtime before a version is published, and the version itself', async () => {
    const { client, writes } = lambda();
    const settings = madeSettings({ runtimeUpdates: pinned });
    expect(await deployFunction(client, specOf({ settings }), () => {})).toEqual({ arn: `${arn}:1` });
    expect(writes()).toEqual([
      'CreateFunction',
      'PutRuntimeManagementConfig $LATEST',
      'PublishVersion',
      'PutRuntimeManagementConfig 1',
    ]);
  });

  it('gives a published version its asynchronous settings, and leaves alone what is not set', async () => {
    const { client, calls } = lambda();
    const asynchronous = { ...noAsyncSettings, maxRetries: 0, onFailureArn: 'arn:queue' };
    await deployFunction(client, specOf({ asynchronous }), () => {});
    expect(calls.at(-1)).toEqual({
      command: 'PutFunctionEventInvokeConfig',
      input: {
        FunctionName: arn,
        Qualifier: '1',
        MaximumRetryAttempts: 0,
        DestinationConfig: { OnFailure: { Destination: 'arn:queue' } },
      },
    });
  });

  it('writes neither for a function that has neither', async () => {
    const { client, writes } = lambda();
    await deployFunction(client, specOf(), () => {});
    expect(writes()).toEqual(['CreateFunction', 'PublishVersion']);
  });

  it('finishes a version that a run has published and left', async () => {
    const { client, writes } = lambda({ published: true });
    const asynchronous = { ...noAsyncSettings, maxRetries: 1 };
    const settings = madeSettings({ runtimeUpdates: pinned });
    await deployFunction(client, specOf({ asynchronous, settings }), () => {});
    expect(writes()).toEqual(['PutRuntimeManagementConfig 1', 'PutFunctionEventInvokeConfig 1']);
  });
});
