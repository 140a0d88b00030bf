import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { callParametersOf } from './function-arn.ts';
import { ask } from './translate-error.ts';

/** What Lambda returned for a synchronous invocation. */
export interface Invocation {
  /** The function threw, timed out or crashed; `payload` then is Lambda's account of it. */
  readonly failed: boolean;
  readonly payload: string;
}

/** One invocation. Throws `Unavailable` where Lambda itself refuses it: throttled, or not ready. */
export async function invokeFunction(client: LambdaClient, arn: string, event: unknown): Promise<Invocation> {
  const { FunctionError, Payload } = await ask(`invoke ${arn}`, () =>
    client.send(new InvokeCommand({ ...callParametersOf(arn), Payload: JSON.stringify(event) ?? 'null' })),
  );
  return { failed: FunctionError !== undefined, payload: Payload?.transformToString('utf8') ?? '' };
}
