import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { messageOf } from '../src/errors.ts';
import { labClientConfig } from './aws/credentials.ts';

/**
 * Plays EventBridge's minute faster: invokes the runtime's tick every few seconds, one at a time, so that a ramp and a
 * watch of seconds are followed in seconds. Returns how to stop it. Faults are told, and the next turn comes anyway.
 */
export function startTicking(options: {
  readonly endpointUrl: string;
  readonly functionName: string;
  readonly everySeconds: number;
  readonly onFault: (fault: string) => void;
}): () => Promise<void> {
  const client = new LambdaClient(labClientConfig(options.endpointUrl));
  let underWay = Promise.resolve();
  let busy = false;
  const tick = async () => {
    busy = true;
    try {
      const answer = await client.send(
        new InvokeCommand({ FunctionName: options.functionName, Payload: JSON.stringify({ source: 'lab' }) }),
      );
      if (answer.FunctionError) options.onFault(`tick: ${answer.Payload?.transformToString()}`);
    } catch (error) {
      options.onFault(`tick: ${messageOf(error)}`);
    } finally {
      busy = false;
    }
  };
  const timer = setInterval(() => {
    if (!busy) underWay = tick();
  }, options.everySeconds * 1000);
  return async () => {
    clearInterval(timer);
    await underWay;
    client.destroy();
  };
}
