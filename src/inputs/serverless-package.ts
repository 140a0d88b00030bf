import * as z from 'zod';
import type { Manifest, ManifestFunction } from '../../scientist-runtime/contract/manifest.ts';
import { messageOf, ScientistError } from '../errors.ts';
import { baseNameOf } from '../release/candidate-plan.ts';
import type { FunctionPolicy } from '../release/policy.ts';
import { functionsOfTemplate, type TemplateFunction } from './cloudformation.ts';
import { parseOutside } from './outside-data.ts';

const templateFile = 'cloudformation-template-update-stack.json';
/** What the framework leaves last in `.serverless/`. */
export const stateFile = 'serverless-state.json';

const stateSchema = z.object({
  service: z.object({ functions: z.record(z.string(), z.object({ name: z.string() })) }),
});

/** A package ready to be written: the manifest, its artifacts by path, and what stays as it is live and why. */
export interface ServerlessPackage {
  readonly manifest: Manifest;
  readonly artifacts: ReadonlyMap<string, Uint8Array>;
  /** What was not taken, or only in part: function and one sentence for the person who packages. */
  readonly leftOut: readonly { readonly key: string; readonly sentence: string }[];
  /** Names at Lambda of all functions of the service. */
  readonly seen: readonly string[];
}

/**
 * Reads what `serverless package` (osls) leaves in `.serverless/`: `files` by their names in that folder.
 * With a configuration only its functions are taken and called by its keys; without one (null) all are, by their
 * keys in `serverless.yml`. Throws `InvalidInput` where the folder holds no finished package.
 */
export function manifestFromServerless(
  files: ReadonlyMap<string, Uint8Array>,
  configured: readonly Pick<FunctionPolicy, 'key' | 'control'>[] | null,
): ServerlessPackage {
  const template = functionsOfTemplate(jsonOf(files, templateFile));
  const remedy = 'Run `serverless package` again.';
  const state = parseOutside('the state of a package', stateSchema, jsonOf(files, stateFile), remedy);
  const functions: Record<string, ManifestFunction> = {};
  const artifacts = new Map<string, Uint8Array>();
  const leftOut: { key: string; sentence: string }[] = [];
  const service = Object.entries(state.service.functions);
  for (const [serviceKey, { name }] of service) {
    const key = configured === null ? serviceKey : configured.find((fn) => baseNameOf(fn) === name)?.key;
    if (key === undefined) {
      continue;
    }
    const found = template.find(({ functionName }) => functionName === name);
    const bytes = found?.codeFile ? files.get(found.codeFile) : undefined;
    if (!found?.codeFile || bytes === undefined) {
      leftOut.push({ key, sentence: `${key} is not packaged: ${whyNot(found)}.` });
      continue;
    }
    artifacts.set(found.codeFile, bytes);
    functions[key] = { control: name, artifact: found.codeFile, ...found.settings };
    const say = (sentence: string): void => void leftOut.push({ key, sentence: `${key}: ${sentence}` });
    for (const what of found.leftOut) {
      say(`${what} is no literal value, so the live one stays.`);
    }
    if (found.notCarried.length > 0) {
      say(`${found.notCarried.join(', ')} cannot be changed by a package yet, so the live one stays.`);
    }
  }
  return {
    manifest: { schemaVersion: 1, functions },
    artifacts,
    leftOut,
    seen: service.map(([, { name }]) => name),
  };
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
