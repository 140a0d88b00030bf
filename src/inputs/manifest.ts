import {
  type ManifestFunction,
  manifestFileName,
  parseManifest,
} from '../../scientist-runtime/contract/manifest.ts';
import { ScientistError } from '../errors.ts';
import type { Code } from '../release/function-spec.ts';
import { type ArchiveLimits, codeLimits, codeOf, faultOf, readArchive } from './archive.ts';

/** What the artifact of a package run may cost: a manifest and a zip for each function. */
export const packageLimits: ArchiveLimits = {
  maxArchiveBytes: codeLimits.maxArchiveBytes,
  maxEntries: 1_000,
  maxUnpackedBytes: codeLimits.maxUnpackedBytes,
};

/** A function as it was packaged: what the manifest says of it, and its zip with the content hash. */
export interface PackagedFunction {
  readonly entry: ManifestFunction;
  readonly code: Code;
}

/** A package, or why it cannot be used: what follows those words in a sentence. What strangers wrote stands in it as code, bounded. */
export type PackageReading =
  | {
      readonly ok: true;
      readonly functions: ReadonlyMap<string, PackagedFunction>;
      /** Functions that the configuration of the base branch does not know; they are not released. */
      readonly unknown: readonly string[];
    }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads the artifact of a package run. It comes from code that nobody has reviewed: a fault in it makes the
 * whole package unusable, since half a package would be judged as if it were all.
 */
export async function readManifestArchive(
  zip: Uint8Array,
  knownFunctions: ReadonlySet<string>,
): Promise<PackageReading> {
  return orProblem('it is no archive that can be read', async () => {
    const files = await readArchive(zip, packageLimits);
    return readManifestFiles(new Map(files.map(({ path, bytes }) => [path, bytes])), knownFunctions);
  });
}

/** Reads a package whose files (path relative to the manifest → bytes) are at hand. */
export async function readManifestFiles(
  files: ReadonlyMap<string, Uint8Array>,
  knownFunctions: ReadonlySet<string>,
): Promise<PackageReading> {
  const text = files.get(manifestFileName);
  if (text === undefined) {
    return problem(`it has no ${manifestFileName} at its top.`);
  }
  const parsed = parseManifest(new TextDecoder().decode(text));
  if (!parsed.ok) {
    const [first] = parsed.problems;
    const place = `line ${first?.line}, column ${first?.column}`;
    return problem(`${manifestFileName} is not valid at ${place}: ${quoted(first?.message ?? '')}.`);
  }
  const entries = Object.entries(parsed.value.functions);
  const functions = new Map<string, PackagedFunction>();
  const codes = new Map<string, Promise<Code>>();
  for (const [key, entry] of entries.filter(([name]) => knownFunctions.has(name))) {
    const bytes = files.get(normalPath(entry.artifact)) ?? files.get(entry.artifact);
    if (bytes === undefined) {
      return problem(`the archive of \`${key}\` is not in it.`);
    }
    // One zip may serve many functions.
    const code = codes.get(entry.artifact) ?? codeOf(bytes);
    codes.set(entry.artifact, code);
    const found = await orProblem(`the archive of \`${key}\` is refused`, async () => ({
      ok: true,
      value: { entry, code: await code },
    }));
    if (!found.ok) {
      return found;
    }
    functions.set(key, found.value);
  }
  const unknown = entries.map(([key]) => key).filter((key) => !knownFunctions.has(key));
  return { ok: true, functions, unknown };
}

async function orProblem<T extends { readonly ok: boolean }>(
  clause: string,
  read: () => Promise<T>,
): Promise<T | { readonly ok: false; readonly problem: string }> {
  try {
    return await read();
  } catch (thrown) {
    if (thrown instanceof ScientistError && thrown.name === 'InvalidInput') {
      return problem(`${clause}: ${quoted(faultOf(thrown))}.`);
    }
    throw thrown;
  }
}

/** `./round.zip` is `round.zip`, as paths in the archive are. */
function normalPath(path: string): string {
  return path
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/');
}

function problem(sentence: string): { readonly ok: false; readonly problem: string } {
  return { ok: false, problem: sentence };
}

/** As inline code nothing is a link, a mention or markup: ASCII without backticks and controls, bounded. */
function quoted(text: string): string {
  return `\`${text.replace(/[^\x20-\x7e]|`/g, '?').slice(0, 200)}\``;
}
