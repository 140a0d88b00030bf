import * as z from 'zod';
import { parseJsonDocument } from './json-document.ts';
import type { ParsedDocument } from './yaml-document.ts';

/**
 * No absolute path and no `..`; no backslash, which some take for a separator; no control character and no line
 * separator, behind which an expression that reads line by line would not look.
 */
const relativePath = z
  .string()
  .regex(
    /^(?!\/)(?!(.*\/)?\.\.(\/|$))[^\p{Cc}\p{Zl}\p{Zp}\p{Cs}\\]{1,300}$/u,
    'expected a path inside the package without control characters and backslashes, such as "round.zip"',
  );

/**
 * Lambda's limit for all variables of a function together, names and values. It counts more than these bytes
 * (quotes, say), so what is refused here it would refuse in any case.
 */
export const maxEnvironmentBytes = 4_096;

/** UTF-8 bytes of all names and values. */
export function environmentBytes(environment: Readonly<Record<string, string>>): number {
  return Object.entries(environment)
    .flat()
    .reduce((sum, text) => sum + Buffer.byteLength(text, 'utf8'), 0);
}

/** ARN of a layer's version. Source: Lambda API reference, CreateFunction, Layers. */
const layerArn = z
  .string()
  .regex(
    /^(arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:layer:[A-Za-z0-9-_]{1,140}:\d{1,10}|arn:aws[a-z-]*:lambda:::awslayer:[A-Za-z0-9-_]{1,140})$/,
    'expected the ARN of a layer’s version',
  );

const environmentSchema = z
  .record(
    z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'expected letters, digits and _, a letter first'),
    z.string(),
  )
  .refine((environment) => environmentBytes(environment) <= maxEnvironmentBytes, {
    error: `expected at most ${maxEnvironmentBytes} bytes of environment variables, as Lambda does`,
  });

const functionSchema = z.strictObject({
  /** Name or ARN of the function it replaces; the configuration's `control` where it is left out. */
  control: z.string().min(1).optional(),
  /** Zip file, relative to the manifest. */
  artifact: relativePath,
  handler: z.string().min(1).max(128).optional(),
  runtime: z.string().min(1).max(64).optional(),
  memoryMb: z.number().int().min(128).max(32_768).optional(),
  timeoutSeconds: z.number().int().min(1).max(900).optional(),
  environment: environmentSchema.optional(),
  layers: z.array(layerArn).max(5, 'expected at most 5 layers, as Lambda does').optional(),
  architecture: z.enum(['x86_64', 'arm64']).optional(),
});

const manifestSchema = z.strictObject({
  schemaVersion: z.literal(1),
  functions: z.record(
    z.string().regex(/^[A-Za-z0-9-_]{1,64}$/, 'expected a short name of letters, digits, - and _'),
    functionSchema,
  ),
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
