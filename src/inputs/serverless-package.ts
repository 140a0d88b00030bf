import * as z from 'zod';
import type { Manifest, ManifestFunction } from '../../scientist-runtime/contract/manifest.ts';
import { messageOf, ScientistError } from '../errors.ts';
import { functionsOfTemplate, type TemplateFunction } from './cloudformation.ts';
import { parseOutside } from './outside-data.ts';

const templateFile = 'cloudformation-template-update-stack.json';
const stateFile = 'serverless-state.json';

const stateSchema = z.object({
  service: z.object({ functions: z.record(z.string(), z.object({ name: z.string() })) }),
});

/** A package ready to be written: the manifest, its artifacts by path, and what stays as it is live and why. */
export interface ServerlessPackage {
  readonly manifest: Manifest;
  readonly artifacts: ReadonlyMap<string, Uint8Array>;
  /** One sentence each, for the person who packages. */
  readonly leftOut: readonly string[];
}

/**
 * Reads what `serverless package` (osls) leaves in `.serverless/`: `files` by their names in that folder.
 * A function is called by the key that the configuration gives the function of its name (`configured`), else
 * by its key in `serverless.yml`. Throws `InvalidInput` where the folder holds no finished package.
 */
export function manifestFromServerless(
  files: ReadonlyMap<string, Uint8Array>,
  configured: readonly { readonly key: string; readonly control: string }[] = [],
): ServerlessPackage {
  const template = functionsOfTemplate(jsonOf(files, templateFile));
  const remedy = 'Run `serverless package` again.';
  const state = parseOutside('the state of a package', stateSchema, jsonOf(files, stateFile), remedy);
  const functions: Record<string, ManifestFunction> = {};
  const artifacts = new Map<string, Uint8Array>();
  const leftOut: string[] = [];
  for (const [serviceKey, { name }] of Object.entries(state.service.functions)) {
    const key = configured.find(({ control }) => control === name)?.key ?? serviceKey;
    const found = template.find(({ functionName }) => functionName === name);
    const bytes = found?.codeFile ? files.get(found.codeFile) : undefined;
    if (!found?.codeFile || bytes === undefined) {
      leftOut.push(`${key} is not packaged: ${whyNot(found)}.`);
      continue;
    }
    artifacts.set(found.codeFile, bytes);
    functions[key] = { control: name, artifact: found.codeFile, ...found.settings };
    leftOut.push(
      ...found.leftOut.map((what) => `${key}: ${what} is no literal value, so the live one stays.`),
    );
  }
  return { manifest: { schemaVersion: 1, functions }, artifacts, leftOut };
}

function whyNot(found: TemplateFunction | undefined): string {
  if (found === undefined) {
    return `${templateFile} has no function of its name`;
  }
  return found.codeFile === null
    ? 'its code is no zip (container images are not built yet)'
    : `${found.codeFile} is not in .serverless`;
}

function jsonOf(files: ReadonlyMap<string, Uint8Array>, name: string): unknown {
  const bytes = files.get(name);
  try {
    if (bytes !== undefined) {
      return JSON.parse(new TextDecoder().decode(bytes));
    }
  } catch (thrown) {
    throw noPackage(`${name} is no JSON (${messageOf(thrown)})`, thrown);
  }
  throw noPackage(`${name} is missing`);
}

function noPackage(found: string, cause?: unknown): ScientistError {
  return new ScientistError(
    'InvalidInput',
    { expected: 'a finished package in .serverless', found, remedy: 'Run `serverless package` first.' },
    cause,
  );
}
