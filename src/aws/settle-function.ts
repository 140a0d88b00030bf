import { setTimeout as sleep } from 'node:timers/promises';
import {
  GetFunctionConfigurationCommand,
  type LambdaClient,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
  waitUntilPublishedVersionActive,
} from '@aws-sdk/client-lambda';
import { ScientistError } from '../errors.ts';
import { ask } from './translate-error.ts';

/** Creation in a VPC takes a minute or two; a few seconds are usual. */
const maxWaitSeconds = 300;
const maxAttempts = 8;
const firstPauseMs = 250;

/** By name, because what wrote environment values keeps back the rest of the error. */
const passingConflicts: readonly string[] = ['ResourceConflictException', 'PreconditionFailedException'];

/** Waits until a new function can be invoked and changed. Throws `InvalidInput` where Lambda gives it up. */
export function settleCreated(client: LambdaClient, name: string): Promise<void> {
  return settle(client, { FunctionName: name }, waitUntilFunctionActiveV2);
}

/** Waits until the last change of a function is in force. */
export function settleUpdated(client: LambdaClient, name: string): Promise<void> {
  return settle(client, { FunctionName: name }, waitUntilFunctionUpdatedV2);
}

/** Waits until a published version can be invoked. */
export function settlePublished(client: LambdaClient, name: string, version: string): Promise<void> {
  return settle(client, { FunctionName: name, Qualifier: version }, waitUntilPublishedVersionActive);
}

interface Place {
  readonly FunctionName: string;
  readonly Qualifier?: string;
}
type Waiter = (
  settings: { client: LambdaClient; maxWaitTime: number; minDelay: number; maxDelay: number },
  place: Place,
) => Promise<unknown>;

async function settle(client: LambdaClient, place: Place, waiter: Waiter): Promise<void> {
  try {
    await waiter({ client, maxWaitTime: maxWaitSeconds, minDelay: 0.25, maxDelay: 5 }, place);
  } catch {
    // The waiter's error repeats the whole configuration, environment values included: it goes no further.
    throw await unsettled(client, place);
  }
}

async function unsettled(client: LambdaClient, place: Place): Promise<ScientistError> {
  const { State, StateReason, LastUpdateStatus, LastUpdateStatusReason } = await ask(
    `read the state of ${place.FunctionName}`,
    () => client.send(new GetFunctionConfigurationCommand(place)),
  );
  const failed = State === 'Failed' || LastUpdateStatus === 'Failed';
  return new ScientistError(failed ? 'InvalidInput' : 'Unavailable', {
    expected: `${place.FunctionName} to become active`,
    found: `Its state is ${State ?? 'unknown'}, its last update ${LastUpdateStatus ?? 'unknown'}: ${
      StateReason || LastUpdateStatusReason || 'Lambda gives no reason'
    }`,
    remedy: failed ? 'Change what Lambda refuses, then run again' : 'Run again later',
  });
}

/**
 * Does something that Lambda refuses while another change of the function is in progress, or when somebody
 * changed it since it was read; does it again from its start, a bounded number of times.
 */
export async function withConflictRetries<T>(attempt: () => Promise<T>, pauseMs = firstPauseMs): Promise<T> {
  for (let round = 1; ; round += 1) {
    try {
      return await attempt();
    } catch (thrown) {
      if (round >= maxAttempts || !isPassingConflict(thrown)) {
        throw thrown;
      }
      await sleep(pauseMs * 2 ** (round - 1));
    }
  }
}

function isPassingConflict(thrown: unknown): boolean {
  const cause = thrown instanceof ScientistError ? thrown.cause : undefined;
  return cause instanceof Error && passingConflicts.includes(cause.name);
}
