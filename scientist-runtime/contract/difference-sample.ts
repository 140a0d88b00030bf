import * as z from 'zod';

const sampleSchema = z.object({
  schemaVersion: z.literal(1),
  difference: z.object({
    id: z.string(),
    pointer: z.string(),
    kind: z.enum(['value', 'type', 'missing', 'extra', 'status', 'header', 'error', 'format']),
    deltaClass: z.string(),
  }),
  /** Whose answer differs from the control's: the candidate's, or the twin's where production is not reproduced. */
  who: z.enum(['candidate', 'twin']),
  /** The difference's pointer with this answer's array indices; null for status, headers and failures. */
  at: z.string().nullable(),
  observationId: z.string(),
  observedAtMs: z.number().int().nonnegative(),
  request: z.object({ method: z.string(), path: z.string(), query: z.record(z.string(), z.string()) }),
  /** Values at the pointer as redacted text; null where that side has none. */
  control: z.string().nullable(),
  other: z.string().nullable(),
});

/** What one difference looked like in one request, redacted. The first sample of an id also tells its parts. */
export type DifferenceSample = z.output<typeof sampleSchema>;

/** So many samples are kept of one difference. */
export const samplesPerDifference = 3;

/** Key below the bucket's samples prefix; `number` counts from 1. */
export function sampleKey(prefix: string, evidenceKey: string, differenceId: string, number: number): string {
  return `${prefix}${evidenceKey}/${differenceId}/${number}.json`;
}

/** Parses a sample. Throws a SyntaxError or ZodError: only the observer writes them. */
export function parseDifferenceSample(text: string): DifferenceSample {
  return sampleSchema.parse(JSON.parse(text));
}
