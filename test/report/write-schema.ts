import { writeFileSync } from 'node:fs';
import * as z from 'zod';
import { evidenceBundleSchema } from '../../scientist-runtime/contract/evidence-bundle.ts';

/** Where the schema of evidence bundles is published. */
export const schemaFile = new URL('../../docs/evidence-bundle.schema.json', import.meta.url);

/** The schema as the format in the contract makes it. */
export function publishedSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(evidenceBundleSchema, { io: 'input' });
  return { $schema, title: 'Evidence bundle of serverless-scientist', ...schema };
}

// `node test/report/write-schema.ts`, then `biome check --write docs`: after a change of the format.
if (import.meta.main) {
  writeFileSync(schemaFile, `${JSON.stringify(publishedSchema(), null, 2)}\n`);
}
