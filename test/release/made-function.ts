import type { FunctionSettings, LiveFunction } from '../../src/release/function-spec.ts';
import { noAsyncSettings } from '../../src/release/function-terms.ts';

/** Settings of a small Node function with Lambda's defaults for the rest. */
export function madeSettings(overlay: Partial<FunctionSettings> = {}): FunctionSettings {
  return {
    handler: 'round/handler.handler',
    runtime: 'nodejs24.x',
    memoryMb: 128,
    timeoutSeconds: 6,
    environment: { STAGE: 'production' },
    layers: [],
    architecture: 'arm64',
    ephemeralStorageMb: 512,
    tracing: 'PassThrough',
    vpc: null,
    kmsKeyArn: null,
    codeKmsKeyArn: null,
    logging: { format: 'Text', applicationLevel: null, systemLevel: null },
    runtimeUpdates: { mode: 'Auto', pinnedArn: null },
    ...overlay,
  };
}

/** A live function called `acme-functions-round`, under the role `role`. */
export function madeLiveFunction(overlay: Partial<LiveFunction> = {}): LiveFunction {
  return {
    name: 'acme-functions-round',
    arn: 'arn:aws:lambda:eu-west-1:111122223333:function:acme-functions-round',
    roleArn: 'role',
    codeSha256: 'control',
    settings: madeSettings(),
    reservedConcurrency: null,
    asynchronous: noAsyncSettings,
    unclonable: [],
    ...overlay,
  };
}
