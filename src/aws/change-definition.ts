import { setTimeout as sleep } from 'node:timers/promises';
import { nothingToCompile } from '../../scientist-runtime/contract/compile-effective.ts';
import { parseEffective } from '../../scientist-runtime/contract/effective-schema.ts';
import { canonicalSha256 } from '../../scientist-runtime/contract/evidence-key.ts';
import { type RaceClock, untilFirst } from '../../scientist-runtime/contract/lost-race.ts';
import { changeReleases, type ReleasesChange } from '../../scientist-runtime/contract/release-changes.ts';
import { parseReleases } from '../../scientist-runtime/contract/releases.ts';
import { bucketKeys } from '../../scientist-runtime/contract/runtime-stack.ts';
import type { DefinitionSnapshot } from '../gate/ports.ts';
import type { Bucket } from './open-bucket.ts';
import {
  type CompileContext,
  compileSources,
  previousOf,
  readSources,
  releasesOf,
  snapshotOf,
} from './read-definition.ts';

/** What the pure rule of lost races takes from this machine. */
const raceClock: RaceClock = { sleep, random: Math.random };
const json = 'application/json';

/**
 * Applies changes to `releases.json` and puts what follows in force. Each file is written only over the one it
 * was derived from; where somebody else was first, it is read again and the changes are applied to what now
 * stands. A broken `experiments.yml` blocks neither. Throws `Conflict` when others are first time and again.
 */
export async function changeDefinition(
  bucket: Bucket,
  context: CompileContext,
  changes: readonly ReleasesChange[],
): Promise<DefinitionSnapshot> {
  await writeReleases(bucket, changes);
  // A second loop, because changes that stand already must not be applied over what others did since.
  return writeEffective(bucket, context);
}

async function writeReleases(bucket: Bucket, changes: readonly ReleasesChange[]): Promise<void> {
  await untilFirst(
    bucketKeys.releases,
    async () => {
      const sources = await readSources(bucket);
      const before = releasesOf(sources);
      const after = changes.reduce(changeReleases, before);
      if (after === before || canonicalSha256(after) === canonicalSha256(before)) {
        return true;
      }
      const etag = sources.releases?.etag ?? null;
      const text = `${JSON.stringify(after, null, 2)}\n`;
      // What nobody could read back would stop gate, tick and rollback alike: better to stop here.
      parseReleases(text);
      return (await bucket.writeIf(bucketKeys.releases, json, text, etag)) === null ? null : true;
    },
    raceClock,
  );
}

/** Compiles what stands and writes it, unless it says what `effective.json` says already. */
export function writeEffective(
  bucket: Pick<Bucket, 'read' | 'readUpTo' | 'writeIf'>,
  context: CompileContext,
): Promise<DefinitionSnapshot> {
  return untilFirst(
    bucketKeys.effective,
    async () => {
      const sources = await readSources(bucket);
      const compiled = compileSources(sources, context);
      const snapshot = snapshotOf(sources, compiled);
      const standing = previousOf(sources);
      if (sources.effective !== null && standing === null && compiled.problems.length > 0) {
        throw nothingToCompile(compiled.problems);
      }
      const { compiledAtMs } = compiled.effective;
      if (
        standing !== null &&
        canonicalSha256({ ...standing, compiledAtMs }) === canonicalSha256(compiled.effective)
      ) {
        return snapshot;
      }
      const etag = sources.effective?.etag ?? null;
      const text = JSON.stringify(compiled.effective);
      parseEffective(text);
      return (await bucket.writeIf(bucketKeys.effective, json, text, etag)) === null ? null : snapshot;
    },
    raceClock,
  );
}
