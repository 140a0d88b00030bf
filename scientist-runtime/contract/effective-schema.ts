import * as z from 'zod';
import type { Effective } from './effective.ts';

const comparatorsSchema = z.object({
  body: z
    .object({
      format: z.enum(['json', 'text', 'binary']).optional(),
      ignore: z.array(z.string()),
      tolerance: z.record(z.string(), z.number()),
      unordered: z.array(z.string()),
    })
    .nullable(),
  statusCode: z.boolean(),
  headers: z.array(z.string()),
});

const shadowSchema = z.object({
  evidenceKey: z.string().min(1),
  stage: z.enum(['tutorial', 'soak', 'watch']),
  candidates: z.array(z.object({ id: z.string().min(1), arn: z.string().min(1) })),
  twin: z.string().min(1).nullable(),
  comparators: comparatorsSchema,
  acceptedDifferences: z.array(z.string()),
  redact: z.array(z.string()),
  sampleRate: z.number(),
  expiresAtMs: z.number().nullable(),
});

const effectiveSchema = z.object({
  schemaVersion: z.literal(1),
  compiledAtMs: z.number(),
  sources: z.object({ experimentsEtag: z.string().nullable(), releasesEtag: z.string().nullable() }),
  lastValidExperiments: z.string().nullable(),
  experiments: z.record(
    z.string(),
    z.object({
      path: z.string(),
      api: z.object({ id: z.string(), route: z.string() }).nullable(),
      control: z.string().min(1),
      methods: z.array(z.string()),
      handOff: z.enum(['extension', 'awaited']),
      shadows: z.array(shadowSchema),
    }),
  ),
}) satisfies z.ZodType<Effective>;

/**
 * Parses `effective.json` for all but front, which must not afford a schema. Throws a SyntaxError or ZodError:
 * only our own writers touch it, so a fault is a fault of ours.
 */
export function parseEffective(text: string): Effective {
  return effectiveSchema.parse(JSON.parse(text));
}
