import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

const description = z.looseObject({
  inputs: z.record(z.string(), z.looseObject({ default: z.unknown().optional() })).optional(),
  runs: z.looseObject({ using: z.literal('node24'), main: z.string() }),
});

/** A JavaScript action: its entry, and what its inputs are where the workflow says nothing. */
export interface LocalAction {
  readonly main: string;
  readonly defaults: Readonly<Record<string, string>>;
}

/** Reads `action.yml` in a folder. @throws Error or z.ZodError when there is none the lab can run. */
export async function readAction(folder: string): Promise<LocalAction> {
  const read = description.parse(parse(await readFile(join(folder, 'action.yml'), 'utf8')));
  const defaults = Object.entries(read.inputs ?? {})
    .filter(([, input]) => input.default !== undefined)
    .map(([name, input]) => [name, String(input.default)]);
  return { main: join(folder, read.runs.main), defaults: Object.fromEntries(defaults) };
}

/** Inputs as actions find them: `INPUT_` and the name in capitals, blanks as underscores, dashes kept. */
export function inputVariables(inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, text]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, text]),
  );
}
