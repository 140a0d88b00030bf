import type { Answer } from '../contract/observation.ts';
import type { Misfortune } from './parity.ts';

/** How the control's invocation ended: the answer as the observation carries it, and what that means for the client. */
export interface ControlOutcome {
  readonly answer: Answer;
  /** Null where the payload can be passed on. */
  readonly misfortune: Misfortune | null;
}

/** Lambda's reply to an Invoke, as far as front reads it. */
export interface InvokeReply {
  readonly status: number;
  /** Header `x-amz-function-error`: absent unless the function failed. */
  readonly functionError: string | undefined;
  /** Header `x-amzn-errortype`: absent unless Lambda refused. */
  readonly refusal: string | undefined;
  readonly payload: string;
}

/**
 * Reads Lambda's reply. A function that failed is a 200 with `X-Amz-Function-Error`; 429 is a throttle; every
 * other status says that the function did not run. Source: the Invoke API reference.
 */
export function outcomeOf(reply: InvokeReply): ControlOutcome {
  if (reply.status !== 200) {
    const errorType = reply.refusal?.split(':')[0] ?? `Http${reply.status}`;
    return reply.status === 429
      ? { answer: { kind: 'failed', failure: 'throttled', errorType }, misfortune: 'throttled' }
      : { answer: { kind: 'failed', failure: 'unavailable', errorType }, misfortune: 'not-invoked' };
  }
  if (reply.functionError !== undefined) {
    return { answer: failureIn(reply.payload), misfortune: 'function-error' };
  }
  return { answer: { kind: 'answer', payload: reply.payload }, misfortune: null };
}

/** The outcome when no reply came at all. */
export function silence(why: 'timeout' | 'connection'): ControlOutcome {
  return why === 'timeout'
    ? {
        answer: { kind: 'failed', failure: 'timeout', errorType: 'Front.DeadlineReached' },
        misfortune: 'timeout',
      }
    : {
        answer: { kind: 'failed', failure: 'unavailable', errorType: 'Front.ConnectionFailed' },
        misfortune: 'not-invoked',
      };
}

/**
 * The failure in the payload of a function error. Lambda says `Sandbox.Timedout`; its emulator, and Lambda in
 * earlier years, give no type but a sentence, which a function that has a type of its own may well say too.
 */
export function failureIn(payload: string): Extract<Answer, { kind: 'failed' }> {
  const errorType = /"errorType"\s*:\s*"((?:[^"\\]|\\.){0,200})"/.exec(payload)?.[1] ?? null;
  const timedOut =
    errorType === 'Sandbox.Timedout' ||
    (errorType === null && /Task timed out after [\d.]+ seconds/.test(payload));
  return { kind: 'failed', failure: timedOut ? 'timeout' : 'error', errorType };
}
