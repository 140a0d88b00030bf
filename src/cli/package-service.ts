import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { manifestFileName } from '../../scientist-runtime/contract/manifest.ts';
import { messageOf, ScientistError } from '../errors.ts';
import { configPath, requireConfig } from '../inputs/config.ts';
import { manifestFromServerless, type ServerlessPackage } from '../inputs/serverless-package.ts';
import type { FunctionPolicy } from '../release/policy.ts';
import type { Answer } from './answer.ts';

/**
 * `package`: reads `.serverless/` of a service (runs `npx serverless package` first where it is missing) and
 * writes the manifest with its artifacts. With a configuration beside it, only its functions are taken.
 */
export async function packageService(
  folder: string,
  out: string,
  say: (line: string) => void,
): Promise<Answer> {
  const packaged = join(folder, '.serverless');
  if (!existsSync(packaged)) {
    await runPackage(folder, say);
  }
  const configured = await configuredFunctions(folder);
  const read = manifestFromServerless(await filesIn(packaged), configured ?? []);
  const chosen = configured === null ? read : onlyConfigured(read, configured);
  for (const sentence of chosen.leftOut) {
    say(sentence);
  }
  const names = Object.keys(chosen.manifest.functions);
  if (names.length === 0) {
    throw new ScientistError('InvalidInput', {
      expected: `a function of ${configPath} in the package`,
      found: 'the package has none of them',
      remedy: `Compare the names in serverless.yml with "control" in ${configPath}.`,
    });
  }
  await writePackage(out, chosen);
  return {
    data: { manifest: join(out, manifestFileName), functions: names },
    text: `${join(out, manifestFileName)}: ${names.join(', ')}`,
    exitCode: 0,
  };
}

async function runPackage(folder: string, say: (line: string) => void): Promise<void> {
  say('no .serverless here: running npx serverless package');
  try {
    await promisify(execFile)('npx', ['--no-install', 'serverless', 'package'], { cwd: folder });
  } catch (thrown) {
    throw new ScientistError(
      'MissingTool',
      {
        expected: 'npx serverless package to write .serverless',
        found: messageOf(thrown).slice(0, 2_000),
        remedy:
          'Install the framework in the service (npm i -D "serverless@npm:osls") or package with it first.',
      },
      thrown,
    );
  }
}

async function configuredFunctions(folder: string): Promise<readonly FunctionPolicy[] | null> {
  const path = join(folder, configPath);
  return existsSync(path) ? requireConfig(path, await readFile(path, 'utf8')).functions : null;
}

function onlyConfigured(read: ServerlessPackage, configured: readonly FunctionPolicy[]): ServerlessPackage {
  const keys = new Set(configured.map(({ key }) => key));
  const functions = Object.fromEntries(
    Object.entries(read.manifest.functions).filter(([key]) => keys.has(key)),
  );
  return {
    manifest: { ...read.manifest, functions },
    artifacts: new Map(
      Object.values(functions).flatMap(({ artifact }) => {
        const bytes = read.artifacts.get(artifact);
        return bytes === undefined ? [] : [[artifact, bytes] as const];
      }),
    ),
    leftOut: read.leftOut.filter((sentence) => [...keys].some((key) => sentence.startsWith(key))),
  };
}

async function filesIn(folder: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const names = await readdir(folder);
  const files = names.filter((name) => name.endsWith('.json') || name.endsWith('.zip'));
  return new Map(
    await Promise.all(files.map(async (name) => [name, await readFile(join(folder, name))] as const)),
  );
}

/** The folder is made anew, so that nothing of an older package is uploaded with this one. */
async function writePackage(out: string, { manifest, artifacts }: ServerlessPackage): Promise<void> {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  for (const [path, bytes] of artifacts) {
    await writeFile(join(out, basename(path)), bytes);
  }
  await writeFile(join(out, manifestFileName), `${JSON.stringify(manifest, null, 2)}\n`);
}
