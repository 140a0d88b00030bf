import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestFileName, parseManifest } from '../../scientist-runtime/contract/manifest.ts';
import { ScientistError } from '../errors.ts';
import { type PackageReading, readManifestArchive, readManifestFiles } from '../inputs/manifest.ts';
import type { GitHubPort, PackagePort, ReadPackage } from './ports.ts';

/**
 * The package of the head's own package run. What the artifact says is hostile until parsed; a fault in it
 * closes the gate for the functions concerned and nothing is deployed.
 */
export function packageFromRuns(github: GitHubPort): PackagePort {
  return {
    read: async (pullRequest, knownFunctions) => {
      const run = await github.findPackageRun(pullRequest);
      if (run.state !== 'finished') {
        return run;
      }
      const zip = await downloadOrWhyNot(github, run.artifactId);
      if (typeof zip === 'string') {
        return { state: 'unusable', url: run.url, problem: zip };
      }
      return readPackageOf(await readManifestArchive(zip, knownFunctions), run.url);
    },
  };
}

/** The artifact; where it is none that could ever be used, the sentence that says so. */
async function downloadOrWhyNot(
  github: Pick<GitHubPort, 'downloadArtifact'>,
  artifactId: number,
): Promise<Uint8Array | string> {
  try {
    return await github.downloadArtifact(artifactId);
  } catch (thrown) {
    if (thrown instanceof ScientistError && thrown.name === 'InvalidInput') {
      return `its artifact is refused: ${thrown.message}`;
    }
    throw thrown;
  }
}

/**
 * The package in a local folder, for runs that build and gate in one job. It was built from one commit: where
 * `builtFrom` is known, another head has no package here, as before its own run.
 */
export function packageFromFolder(folder: string, builtFrom: string | null): PackagePort {
  return {
    read: async ({ headSha }, knownFunctions) => {
      if (builtFrom !== null && headSha !== builtFrom) {
        return { state: 'none' };
      }
      const files = new Map<string, Uint8Array>();
      const manifest = await addFile(files, folder, manifestFileName);
      const parsed = parseManifest(manifest?.toString('utf8') ?? '');
      for (const { artifact } of parsed.ok ? Object.values(parsed.value.functions) : []) {
        await addFile(files, folder, artifact);
      }
      return readPackageOf(await readManifestFiles(files, knownFunctions), folder);
    },
  };
}

/** A file that is not there is missing from the package, which is then said as of any package. */
async function addFile(files: Map<string, Uint8Array>, folder: string, path: string): Promise<Buffer | null> {
  try {
    const bytes = await readFile(join(folder, path));
    files.set(path, bytes);
    return bytes;
  } catch (thrown) {
    if (
      thrown instanceof Error &&
      'code' in thrown &&
      (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR')
    ) {
      return null;
    }
    throw thrown;
  }
}

/** A function that the base branch's configuration does not know is a fault: somebody expects it to be judged. */
function readPackageOf(reading: PackageReading, url: string): ReadPackage {
  if (!reading.ok) {
    return { state: 'unusable', url, problem: reading.problem };
  }
  if (reading.unknown.length > 0) {
    const names = reading.unknown.slice(0, 5).join(', ');
    const problem = `it names functions that .github/scientist.yml of the base branch does not know: ${names}. Add them there first, or leave them out of the package.`;
    return { state: 'unusable', url, problem };
  }
  return { state: 'read', url, functions: reading.functions };
}
