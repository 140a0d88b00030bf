import * as z from 'zod';
import type { FrontCounters, Observation, OffloadedObservation } from './observation.ts';

const answerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answer'), payload: z.string() }),
  z.object({
    kind: z.literal('failed'),
    failure: z.enum(['error', 'timeout', 'throttled', 'unavailable']),
    errorType: z.string().nullable(),
  }),
]);

const observationSchema = z.object({
  schemaVersion: z.literal(1),
  id: z.string().min(1).max(200),
  source: z.enum(['front', 'replay', 'sample']),
  experiment: z.string().min(1),
  evidenceKey: z.string().min(1).max(200),
  environmentId: z.string().min(1).max(200),
  sequence: z.number().int().positive(),
  observedAtMs: z.number().int().nonnegative(),
  addedMs: z.number().nonnegative(),
  event: z.unknown(),
  control: answerSchema,
}) satisfies z.ZodType<Observation>;

const offloadedSchema = z.object({
  schemaVersion: z.literal(1),
  offloaded: z.object({ bucket: z.string().min(1), key: z.string().min(1) }),
}) satisfies z.ZodType<OffloadedObservation>;

const count = z.number().int().nonnegative();

const countersSchema = z.object({
  schemaVersion: z.literal(1),
  counters: z.object({
    environmentId: z.string(),
    atMs: z.number().int().nonnegative(),
    served: z.record(z.string(), count),
    skipped: z.record(z.string(), z.record(z.string(), count)),
  }),
}) satisfies z.ZodType<FrontCounters>;

/** All that the observations queue carries; `offloaded` and `counters` tell the last two from an observation. */
export type QueueMessage = Observation | OffloadedObservation | FrontCounters;

/** A message as it was understood, or one line about why it was not. */
export type ParsedMessage<T> =
  | { readonly ok: true; readonly message: T }
  | { readonly ok: false; readonly problem: string };

/** Parses the body of a queue message. Unknown keys are dropped, so that an older observer reads a newer front. */
export function parseQueueMessage(text: string): ParsedMessage<QueueMessage> {
  return parseAs(z.union([observationSchema, offloadedSchema, countersSchema]), text);
}

/** Parses an observation that stood in S3. */
export function parseObservation(text: string): ParsedMessage<Observation> {
  return parseAs(observationSchema, text);
}

function parseAs<T>(schema: z.ZodType<T>, text: string): ParsedMessage<T> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, problem: 'expected JSON' };
  }
  const outcome = schema.safeParse(value);
  if (outcome.success) {
    return { ok: true, message: outcome.data };
  }
  const issue = outcome.error.issues[0];
  return { ok: false, problem: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not understood'}` };
}
