import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { evidenceBundleSchema } from '../scientist-runtime/contract/evidence-bundle.ts';
import { ScientistError } from '../src/errors.ts';
import { installed, runCommand } from './run-command.ts';

/** Where the schema of evidence bundles is published. */
export const schemaFile = new URL('../docs/evidence-bundle.schema.json', import.meta.url);

/** The schema as the format in the contract makes it. */
export function publishedSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(evidenceBundleSchema, { io: 'input' });
  return { $schema, title: 'Evidence bundle of serverless-scientist', ...schema };
}

/** Writes it as the formatter would. Throws `Unavailable` where that cannot be asked. */
export async function writeSchema(): Promise<void> {
  writeFileSync(schemaFile, `${JSON.stringify(publishedSchema(), null, 2)}\n`);
  const { code, output } = await runCommand(
    installed('biome'),
    ['format', '--write', fileURLToPath(schemaFile)],
    { output: 'captured' },
  );
  if (code !== 0) {
    throw new ScientistError('Unavailable', {
      expected: 'biome to format docs/evidence-bundle.schema.json',
      found: output.trim(),
      remedy: 'Run "npm run check" to see whether it works at all',
    });
  }
}
