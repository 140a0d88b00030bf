import type { S3Client } from '@aws-sdk/client-s3';
import type { FrontCounters, Observation } from '../contract/observation.ts';
import { parseObservation, parseQueueMessage } from '../contract/observation-schema.ts';
import { readObject } from './read-object.ts';

/** What a queue message turned out to be. */
export type ReceivedMessage =
  | { readonly kind: 'observation'; readonly observation: Observation }
  | { readonly kind: 'counters'; readonly counters: FrontCounters['counters'] }
  /** Dropped: asking for it again would not make it any clearer. */
  | { readonly kind: 'unreadable'; readonly problem: string };

/** Reads a queue message; one that was too large for the queue stands in S3, in the runtime's own bucket only. */
export async function readObservation(
  client: S3Client,
  bucket: string,
  body: string,
): Promise<ReceivedMessage> {
  const parsed = parseQueueMessage(body);
  if (!parsed.ok) {
    return { kind: 'unreadable', problem: parsed.problem };
  }
  const { message } = parsed;
  if ('counters' in message) {
    return { kind: 'counters', counters: message.counters };
  }
  if (!('offloaded' in message)) {
    return { kind: 'observation', observation: message };
  }
  if (message.offloaded.bucket !== bucket) {
    return { kind: 'unreadable', problem: 'offloaded.bucket: not the bucket of this runtime' };
  }
  const stored = await readObject(client, bucket, message.offloaded.key);
  if (stored === null) {
    return { kind: 'unreadable', problem: 'offloaded.key: the object is gone' };
  }
  const read = parseObservation(stored.text);
  return read.ok
    ? { kind: 'observation', observation: read.message }
    : { kind: 'unreadable', problem: read.problem };
}
