import { readManifestArchive } from '../inputs/manifest.ts';
import type { ReadPackage } from './gather-package.ts';
import type { Ports } from './ports.ts';

/**
 * Fetches the head's package: its run, its artifact, its manifest. What the artifact says is hostile until
 * parsed; a fault in it closes the gate for the functions concerned and nothing is deployed.
 */
export async function readPackage(
  ports: Pick<Ports, 'github'>,
  headSha: string,
  knownFunctions: ReadonlySet<string>,
): Promise<ReadPackage> {
  const run = await ports.github.findPackageRun(headSha);
  if (run.state !== 'finished') {
    return run;
  }
  const zip = await ports.github.downloadArtifact(run.artifactId);
  const read = await readManifestArchive(zip, knownFunctions);
  return read.ok
    ? { state: 'read', url: run.url, functions: read.functions }
    : { state: 'unusable', url: run.url, problem: read.problem };
}
