import { createDefinitionAsker } from './shell/ask-definition.ts';
import { createAwsCaller } from './shell/call-aws.ts';
import { createSkipCounts } from './shell/count-skips.ts';
import { createHandOff } from './shell/hand-off.ts';
import { createHandler } from './shell/handle-event.ts';
import { createControlInvoker } from './shell/invoke-control.ts';
import { createDefinition } from './shell/load-definition.ts';
import { endpointOf, readCredentials, readSettings } from './shell/read-settings.ts';
import { registerExtension } from './shell/register-extension.ts';
import { createMessageSender } from './shell/send-message.ts';
import { createSender } from './shell/send-request.ts';

const { env } = process;
const now = Date.now;
const settings = readSettings(env);
const send = createSender(now);
const callAws = createAwsCaller(send, () => readCredentials(env), now);
const bucketEndpoint = endpointOf('s3', settings.region, env);
const counts = createSkipCounts(now());

/** The Lambda function that stands before the control. Two parameters: Node 24's runtime refuses a third. */
export const handler = createHandler({
  frontApiId: settings.frontApiId,
  definition: createDefinition(
    createDefinitionAsker(callAws, settings.region, bucketEndpoint, settings.definitionBucket),
    now,
  ),
  invokeControl: createControlInvoker(
    callAws,
    (region) => endpointOf('lambda', region || settings.region, env).url,
  ),
  handOff: createHandOff(
    createMessageSender(
      callAws,
      {
        region: settings.region,
        queueUrl: settings.queueUrl,
        queueEndpoint: endpointOf('sqs', settings.region, env).url,
        bucket: settings.definitionBucket,
        bucketEndpoint,
      },
      now,
    ),
    counts,
    now,
  ),
  counts,
  extension: settings.runtimeApi === null ? null : await registerExtension(settings.runtimeApi, send, now),
  trace: () => env._X_AMZN_TRACE_ID || null,
  // Not by the console, to which the runtime adds words that CloudWatch would not read as metrics.
  log: (line) => process.stdout.write(`${line}\n`),
  now,
  elapsed: () => {
    const [seconds, nanoseconds] = process.hrtime();
    return seconds * 1e3 + nanoseconds / 1e6;
  },
});
