import { bucketKeys } from '../contract/bucket-keys.ts';
import { maxQueueMessageBytes, type OffloadedObservation } from '../contract/observation.ts';
import { objectAddress } from './ask-definition.ts';
import type { CallAws } from './call-aws.ts';

/** Puts one message into the observations queue. Resolves to whether that is certain. Never rejects. */
export type SendMessage = (id: string, text: string, timeoutMs: number) => Promise<boolean>;

/** The observations queue, and the runtime's bucket for what is larger than a message may be. */
export interface MessageTargets {
  readonly region: string;
  readonly queueUrl: string;
  readonly queueEndpoint: URL;
  readonly bucket: string;
  readonly bucketEndpoint: { readonly url: URL; readonly custom: boolean };
}

/** Makes the sender of messages: SQS in its JSON protocol, and S3 for what is larger than a message may be. */
export function createMessageSender(
  callAws: CallAws,
  targets: MessageTargets,
  now: () => number,
): SendMessage {
  async function enqueue(text: string, timeoutMs: number): Promise<boolean> {
    const reply = await callAws({
      endpoint: targets.queueEndpoint,
      service: 'sqs',
      region: targets.region,
      method: 'POST',
      path: '/',
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' },
      body: JSON.stringify({ QueueUrl: targets.queueUrl, MessageBody: text }),
      timeoutMs,
    });
    return reply.kind === 'reply' && reply.status === 200;
  }

  async function offload(key: string, text: string, timeoutMs: number): Promise<boolean> {
    const reply = await callAws({
      ...objectAddress(targets.bucketEndpoint, targets.bucket, key),
      service: 's3',
      region: targets.region,
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: text,
      timeoutMs,
    });
    return reply.kind === 'reply' && reply.status === 200;
  }

  return async (id, text, timeoutMs) => {
    // Three bytes at most per UTF-16 unit: most messages need no count.
    if (text.length * 3 <= maxQueueMessageBytes || Buffer.byteLength(text) <= maxQueueMessageBytes) {
      return enqueue(text, timeoutMs);
    }
    const endsAtMs = now() + timeoutMs;
    const key = `${bucketKeys.observationsPrefix}${id}.json`;
    const message: OffloadedObservation = { schemaVersion: 1, offloaded: { bucket: targets.bucket, key } };
    return (await offload(key, text, timeoutMs)) && enqueue(JSON.stringify(message), endsAtMs - now());
  };
}
