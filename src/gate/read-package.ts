import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestFileName, parseManifest } from '../../scientist-runtime/contract/manifest.ts';
import { type PackageReading, readManifestArchive, readManifestFiles } from '../inputs/manifest.ts';
import type { GitHubPort, PackagePort, ReadPackage } from './ports.ts';

/**
 * The package of the head's own package run. What the artifact says is hostile until parsed; a fault in it
 * closes the gate for the functions concerned and nothing is deployed.
 */
export function packageFromRuns(github: GitHubPort): PackagePort {
  return {
    read: async (headSha, knownFunctions) => {
      const run = await github.findPackageRun(headSha);
      if (run.state !== 'finished') {
        return run;
      }
      const zip = await github.downloadArtifact(run.artifactId);
      return readPackageOf(await readManifestArchive(zip, knownFunctions), run.url);
    },
  };
}

/** The package in a local folder, for runs that build and gate in one job. */
export function packageFromFolder(folder: string): PackagePort {
  return {
    read: async (_headSha, knownFunctions) => {
      const manifest = await readFile(join(folder, manifestFileName));
      const files = new Map<string, Uint8Array>([[manifestFileName, manifest]]);
      const parsed = parseManifest(manifest.toString('utf8'));
      for (const { artifact } of parsed.ok ? Object.values(parsed.value.functions) : []) {
        files.set(artifact, await readFile(join(folder, artifact)));
      }
      return readPackageOf(await readManifestFiles(files, knownFunctions), folder);
    },
  };
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
