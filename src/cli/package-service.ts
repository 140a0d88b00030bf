import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { manifestFileName } from '../../scientist-runtime/contract/manifest.ts';
import { ScientistError, storyOf } from '../errors.ts';
import { codeLimits, readArchive } from '../inputs/archive.ts';
import { manifestFromServerless, type ServerlessPackage, stateFile } from '../inputs/serverless-package.ts';
import type { FunctionPolicy } from '../release/policy.ts';
import type { Answer } from './answer.ts';
import { findConfig, readConfigFile } from './find-config.ts';
import { runFramework } from './run-framework.ts';
import { writePackage } from './write-package.ts';

/** Folders as they were named: absolute, or from the working directory. */
export interface PackageOptions {
  /** Folder of the service. */
  readonly folder: string;
  /** Folder that manifest and artifacts are written to; what it held of an older package goes. */
  readonly out: string;
  /** Named configuration; undefined: the one beside the service or above it, if there is one. */
  readonly config: string | undefined;
}

/**
 * `package`: reads `.serverless/` of a service, after making it where it is missing, and writes the manifest with its
 * artifacts. With a configuration only its functions are taken.
 */
export async function packageService(
  { folder, out, config }: PackageOptions,
  say: (line: string) => void,
): Promise<Answer> {
  const packaged = join(folder, '.serverless');
  const state = join(packaged, stateFile);
  if (existsSync(state)) {
    const { mtime } = await stat(state);
    say(`reading ${packaged}, made at ${mtime.toISOString()}; delete it to package anew`);
  } else {
    await runFramework(folder, say);
  }
  const configured =
    findConfig(config, folder) === null ? null : (await readConfigFile(config, folder)).functions;
  const read = manifestFromServerless(await filesIn(packaged), configured);
  for (const { sentence } of read.leftOut) {
    say(sentence);
  }
  const names = Object.keys(read.manifest.functions);
  for (const { key, control } of configured ?? []) {
    if (!names.includes(key) && !read.leftOut.some((left) => left.key === key)) {
      say(`${key} is not in this package: the service has no function ${control}.`);
    }
  }
  assertSome(names, read, configured);
  await assertSound(packaged, read.artifacts);
  await writePackage(out, read);
  const manifest = relative('.', join(out, manifestFileName)) || manifestFileName;
  return {
    data: { manifest, functions: names, leftOut: read.leftOut },
    text: `${manifest}: ${names.join(', ')}`,
    exitCode: 0,
  };
}

function assertSome(
  names: readonly string[],
  { seen }: ServerlessPackage,
  configured: readonly FunctionPolicy[] | null,
): void {
  if (names.length === 0) {
    const wanted = configured?.map(({ control }) => control).join(', ');
    throw new ScientistError('InvalidInput', {
      expected: wanted === undefined ? 'a function in the package' : `one of ${wanted} in the package`,
      found:
        seen.length === 0 ? 'it has none' : `it has ${seen.join(', ')}, and nothing of it could be taken`,
      remedy: 'Compare the names in serverless.yml with "control" in .github/scientist.yml',
    });
  }
}

/** A zip that the gate would refuse is refused here, where somebody can mend it. Throws `InvalidInput`. */
async function assertSound(folder: string, artifacts: ServerlessPackage['artifacts']): Promise<void> {
  for (const [path, bytes] of artifacts) {
    try {
      await readArchive(bytes, codeLimits);
    } catch (thrown) {
      const { expected, found } = storyOf(thrown);
      throw new ScientistError(
        'InvalidInput',
        {
          expected: `${expected} in ${join(folder, path)}`,
          found,
          remedy: `Delete ${folder} and package again; if it stays so, mend what the service packages`,
        },
        thrown,
      );
    }
  }
}

async function filesIn(folder: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const names = await readdir(folder);
  const files = names.filter((name) => name.endsWith('.json') || name.endsWith('.zip'));
  return new Map(
    await Promise.all(files.map(async (name) => [name, await readFile(join(folder, name))] as const)),
  );
}
