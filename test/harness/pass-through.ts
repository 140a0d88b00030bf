import { createAwsCaller } from '../../scientist-runtime/shell/call-aws.ts';
import { createControlInvoker } from '../../scientist-runtime/shell/invoke-control.ts';
import { endpointOf, readCredentials } from '../../scientist-runtime/shell/read-settings.ts';
import { createSender } from '../../scientist-runtime/shell/send-request.ts';

/**
 * A function that only passes events on, with front's own client: what any function before another must cost.
 * It is told its control, and reads, decides, hands off and logs nothing.
 */
const { env } = process;
const callAws = createAwsCaller(createSender(Date.now), () => readCredentials(env), Date.now);
const invokeControl = createControlInvoker(callAws, (region) => endpointOf('lambda', region, env).url);

export const handler = async (event: unknown): Promise<unknown> => {
  const { answer } = await invokeControl({
    arn: env.CONTROL_ARN ?? '',
    eventJson: JSON.stringify(event),
    trace: env._X_AMZN_TRACE_ID ?? null,
    timeoutMs: 10_000,
  });
  return answer.kind === 'answer' ? JSON.parse(answer.payload) : answer;
};
