import { type ControlOutcome, outcomeOf, silence } from '../core/control-outcome.ts';
import type { CallAws } from './call-aws.ts';
import { percentEncode } from './sign-request.ts';

/** One call of the control; the event goes on as JSON, unchanged. */
export interface Invocation {
  readonly arn: string;
  readonly eventJson: string;
  /** Value of the X-Ray trace header, or null. */
  readonly trace: string | null;
  readonly timeoutMs: number;
}

/** Invokes the control once. Never rejects. */
export type InvokeControl = (invocation: Invocation) => Promise<ControlOutcome>;

/**
 * Makes the caller of Lambda's Invoke. A throttle or an error is not tried again, because API Gateway does not
 * either, and what may have been received must not run twice.
 */
export function createControlInvoker(callAws: CallAws, endpointIn: (region: string) => URL): InvokeControl {
  return async ({ arn, eventJson, trace, timeoutMs }) => {
    const region = arn.split(':')[3] ?? '';
    const reply = await callAws({
      endpoint: endpointIn(region),
      service: 'lambda',
      region,
      method: 'POST',
      path: `/2015-03-31/functions/${percentEncode(arn)}/invocations`,
      headers: { 'content-type': 'application/json' },
      ...(trace === null ? {} : { unsigned: { 'x-amzn-trace-id': trace } }),
      body: eventJson,
      timeoutMs,
    });
    if (reply.kind === 'silence') {
      return silence(reply.why);
    }
    return outcomeOf({
      status: reply.status,
      functionError: single(reply.headers['x-amz-function-error']),
      refusal: single(reply.headers['x-amzn-errortype']),
      payload: reply.body,
    });
  };
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
