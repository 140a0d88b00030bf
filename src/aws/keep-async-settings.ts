import {
  type FunctionConfiguration,
  GetFunctionEventInvokeConfigCommand,
  type LambdaClient,
  PutFunctionEventInvokeConfigCommand,
} from '@aws-sdk/client-lambda';
import type { AsyncSettings } from '../release/function-spec.ts';
import { callParametersOf } from './function-arn.ts';
import { ask, nullIfMissing } from './translate-error.ts';

/** What becomes of asynchronous invocations of a function, version or alias. */
export async function readAsyncSettings(
  client: LambdaClient,
  nameOrArn: string,
  { DeadLetterConfig }: FunctionConfiguration,
): Promise<AsyncSettings> {
  const answer = await nullIfMissing(
    ask(`read the asynchronous settings of ${nameOrArn}`, () =>
      client.send(new GetFunctionEventInvokeConfigCommand(callParametersOf(nameOrArn))),
    ),
  );
  return {
    deadLetterArn: DeadLetterConfig?.TargetArn || null,
    maxRetries: answer?.MaximumRetryAttempts ?? null,
    maxEventAgeSeconds: answer?.MaximumEventAgeInSeconds ?? null,
    onSuccessArn: answer?.DestinationConfig?.OnSuccess?.Destination || null,
    onFailureArn: answer?.DestinationConfig?.OnFailure?.Destination || null,
  };
}

/**
 * Gives a published version these settings, but for the dead-letter queue, which is part of its configuration.
 * A run that dies before leaves a version without them; only asynchronous invocations, which nothing of ours
 * makes, would notice.
 */
export async function keepAsyncSettings(
  client: LambdaClient,
  versionArn: string,
  { maxRetries, maxEventAgeSeconds, onSuccessArn, onFailureArn }: AsyncSettings,
): Promise<void> {
  if ([maxRetries, maxEventAgeSeconds, onSuccessArn, onFailureArn].every((value) => value === null)) {
    return;
  }
  await ask(`give ${versionArn} its asynchronous settings`, () =>
    client.send(
      new PutFunctionEventInvokeConfigCommand({
        ...callParametersOf(versionArn),
        ...(maxRetries !== null && { MaximumRetryAttempts: maxRetries }),
        ...(maxEventAgeSeconds !== null && { MaximumEventAgeInSeconds: maxEventAgeSeconds }),
        DestinationConfig: {
          ...(onSuccessArn !== null && { OnSuccess: { Destination: onSuccessArn } }),
          ...(onFailureArn !== null && { OnFailure: { Destination: onFailureArn } }),
        },
      }),
    ),
  );
}
