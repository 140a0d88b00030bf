import { type Compiled, compileEffective } from '../../scientist-runtime/contract/compile-effective.ts';
import type { Effective } from '../../scientist-runtime/contract/effective.ts';
import { parseEffective } from '../../scientist-runtime/contract/effective-schema.ts';
import { emptyReleases, parseReleases, type Releases } from '../../scientist-runtime/contract/releases.ts';
import { bucketKeys } from '../../scientist-runtime/contract/runtime-stack.ts';
import { maxDocumentBytes } from '../../scientist-runtime/contract/yaml-document.ts';
import { messageOf, ScientistError } from '../errors.ts';
import type { DefinitionSnapshot } from '../gate/ports.ts';
import type { Bucket, ForeignObject, StoredObject } from './open-bucket.ts';

/** Far above any real state; a limit keeps a foreign object from filling the memory. */
const maxStateBytes = 20 * 1_048_576;

/** The sources and what was compiled from them last, each as it was read. */
export interface DefinitionSources {
  /** Written by people and their pipelines: one that is too large is broken like any other, and stops nothing. */
  readonly experiments: ForeignObject | null;
  readonly releases: StoredObject | null;
  readonly effective: StoredObject | null;
}

/** What placeholders in the definition stand for, and the clock that a compilation is dated by. */
export interface CompileContext {
  readonly region: string;
  readonly accountId: string;
  nowMs(): number;
}

/**
 * Reads `effective.json` before its sources. Whoever writes it under If-Match has then compiled sources at
 * least as new as those of the one he replaces: the other order would let a slow writer put old ones in force.
 */
export async function readSources(bucket: Pick<Bucket, 'read' | 'readUpTo'>): Promise<DefinitionSources> {
  const effective = await bucket.read(bucketKeys.effective, maxStateBytes);
  const [experiments, releases] = await Promise.all([
    bucket.readUpTo(bucketKeys.experiments, maxDocumentBytes),
    bucket.read(bucketKeys.releases, maxStateBytes),
  ]);
  return { experiments, releases, effective };
}

/** What `releases.json` says; empty where there is none yet. Throws `InvalidInput` if somebody broke it. */
export function releasesOf({ releases }: DefinitionSources): Releases {
  if (releases === null) {
    return emptyReleases;
  }
  try {
    return parseReleases(releases.text);
  } catch (thrown) {
    throw new ScientistError(
      'InvalidInput',
      {
        expected: `${bucketKeys.releases} as the gate writes it`,
        found: `It cannot be read: ${messageOf(thrown).replace(/\s+/g, ' ').slice(0, 300)}`,
        remedy: 'Restore its last version in the bucket, which keeps all versions',
      },
      thrown,
    );
  }
}

/** Compiles what was read. Pure but for the time of compilation. */
export function compileSources(sources: DefinitionSources, context: CompileContext): Compiled {
  return compileEffective({
    experimentsText: sources.experiments?.text ?? null,
    experimentsEtag: sources.experiments?.etag ?? null,
    releases: releasesOf(sources),
    releasesEtag: sources.releases?.etag ?? null,
    previous: previousOf(sources),
    region: context.region,
    accountId: context.accountId,
    nowMs: context.nowMs(),
  });
}

/** What stands in the store and what follows from it. */
export function snapshotOf(sources: DefinitionSources, compiled: Compiled): DefinitionSnapshot {
  return {
    releases: releasesOf(sources),
    effective: compiled.effective,
    problems: compiled.problems.map(
      ({ line, column, message }) => `${bucketKeys.experiments}:${line}:${column}: ${message}`,
    ),
  };
}

/** The `effective.json` in force. One that cannot be read is as none: it is derived, and is written anew. */
export function previousOf({ effective }: DefinitionSources): Effective | null {
  try {
    return effective === null ? null : parseEffective(effective.text);
  } catch {
    return null;
  }
}
