import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { FunctionsPort } from '../gate/ports.ts';
import { allowApi } from './allow-api.ts';
import { deployFunction } from './deploy-function.ts';
import { findVersion } from './find-version.ts';
import { invokeFunction } from './invoke-function.ts';
import { readCode } from './read-code.ts';
import { readFunction } from './read-function.ts';
import { removeFunction } from './remove-function.ts';

/** `once` makes a single attempt: an invocation repeated by the client would be a second invocation. */
export interface LambdaClients {
  readonly lambda: LambdaClient;
  readonly once: LambdaClient;
}

/** Lambda functions through the SDK. `say` takes one line for people. */
export function manageFunctions({ lambda, once }: LambdaClients, say: (line: string) => void): FunctionsPort {
  return {
    read: (nameOrArn) => readFunction(lambda, nameOrArn),
    readCode: (arn) => readCode(lambda, arn),
    findVersion: (name, fingerprint) => findVersion(lambda, name, fingerprint),
    deploy: (spec) => deployFunction(lambda, spec, say),
    allowApi: (functionArn, apiId, route) => allowApi(lambda, functionArn, apiId, route),
    invoke: (arn, event) => invokeFunction(once, arn, event),
    remove: (name) => removeFunction(lambda, name),
  };
}
