import * as z from 'zod';
import { parseJsonDocument } from './json-document.ts';
import type { ParsedDocument } from './yaml-document.ts';

const relativePath = z
  .string()
  .regex(
    /^(?!\/)(?!.*(^|\/)\.\.(\/|$))[^\0\\]{1,300}$/,
    'expected a path inside the package, such as "round.zip"',
  );

const functionSchema = z.strictObject({
  /** Name or ARN of the function it replaces; the configuration's `control` where it is left out. */
  control: z.string().min(1).optional(),
  /** Zip file, relative to the manifest. */
  artifact: relativePath,
  handler: z.string().min(1).max(128).optional(),
  runtime: z.string().min(1).max(64).optional(),
  memoryMb: z.number().int().min(128).max(32_768).optional(),
  timeoutSeconds: z.number().int().min(1).max(900).optional(),
  environment: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/), z.string()).optional(),
  layers: z.array(z.string()).optional(),
  architecture: z.enum(['x86_64', 'arm64']).optional(),
});

const manifestSchema = z.strictObject({
  schemaVersion: z.literal(1),
  functions: z.record(z.string().regex(/^[A-Za-z0-9-_]{1,64}$/), functionSchema),
});

/** `scientist-manifest.json`: what the package job built, one entry per function. Hostile until parsed. */
export type Manifest = z.output<typeof manifestSchema>;
/** One function of the package; settings that it leaves out are those of the production function. */
export type ManifestFunction = z.output<typeof functionSchema>;

/** At the top of the package. */
export const manifestFileName = 'scientist-manifest.json';

/** Parses a manifest; problems carry line and column. */
export function parseManifest(text: string): ParsedDocument<Manifest> {
  return parseJsonDocument(text, manifestSchema);
}
