import * as z from 'zod';

const side = z
  .strictObject({
    contentHash: z.string().min(1).describe('sha256 (hex) over the files of the package'),
    configuration: z
      .record(z.string(), z.unknown())
      .describe('Settings of the function; values of environment variables stand as HMACs'),
  })
  .describe('Content and settings of one side of the comparison');

const comparators = z
  .strictObject({
    body: z
      .strictObject({
        format: z.enum(['json', 'text', 'binary']).optional(),
        ignore: z.array(z.string()),
        tolerance: z.record(z.string(), z.number()),
        unordered: z.array(z.string()),
      })
      .nullable(),
    statusCode: z.boolean(),
    headers: z.array(z.string()).readonly(),
  })
  .describe('What is compared of two answers, and how');

/** `EvidenceParts` as they are written down: what an evidence key is the hash of. */
export const evidencePartsSchema = z
  .strictObject({
    stage: z.enum(['soak', 'watch']),
    release: z.string().min(1).describe('Id of the release, <function>-pr<number>'),
    candidate: side,
    control: side,
    comparators,
    acceptedDifferences: z.array(z.string()).readonly().describe('Ids of differences that people accepted'),
  })
  .describe('Exactly what the evidence key is made of: sha256 over its canonical JSON, first 32 hex digits');
