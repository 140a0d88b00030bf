import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { S3Client } from '@aws-sdk/client-s3';
import { bucketKeys } from '../contract/bucket-keys.ts';
import { compileEffective, nothingToCompile } from '../contract/compile-effective.ts';
import type { Effective } from '../contract/effective.ts';
import { parseEffective } from '../contract/effective-schema.ts';
import { untilFirst } from '../contract/lost-race.ts';
import { emptyReleases, parseReleases } from '../contract/releases.ts';
import { type DocumentProblem, maxDocumentBytes } from '../contract/yaml-document.ts';
import { readObject, readObjectUpTo } from './read-object.ts';
import { writeObject, writeObjectIf } from './write-object.ts';

/** The runtime's bucket, and what placeholders in the definition stand for. */
export interface DefinitionPlace {
  readonly bucket: string;
  readonly region: string;
  readonly accountId: string;
}

/** What one compilation found and did. */
export interface CompiledDefinition {
  readonly problems: readonly DocumentProblem[];
  /** False where `effective.json` already said the same. */
  readonly changed: boolean;
}

/**
 * Compiles both sources into `effective.json` and writes down what is wrong with `experiments.yml`. Whoever loses
 * a race reads everything again, so what stands last was compiled from what was there last.
 * Throws `Conflict` when others are first time and again.
 */
export function writeEffective(
  client: S3Client,
  place: DefinitionPlace,
  nowMs: () => number,
): Promise<CompiledDefinition> {
  const attempt = async (): Promise<CompiledDefinition | null> => {
    // The target first: what is written under its ETag was then compiled from sources at least as new as its own.
    const effective = await readObject(client, place.bucket, bucketKeys.effective);
    const [experiments, releases] = await Promise.all([
      readObjectUpTo(client, place.bucket, bucketKeys.experiments, maxDocumentBytes),
      readObject(client, place.bucket, bucketKeys.releases),
    ]);
    const previous = effective ? previousIn(effective.text) : null;
    const compiled = compileEffective({
      experimentsText: experiments?.text ?? null,
      experimentsEtag: experiments?.etag ?? null,
      releases: releases ? parseReleases(releases.text) : emptyReleases,
      releasesEtag: releases?.etag ?? null,
      previous,
      region: place.region,
      accountId: place.accountId,
      nowMs: nowMs(),
    });
    const { problems } = compiled;
    if (effective !== null && previous === null && problems.length > 0) {
      throw nothingToCompile(problems);
    }
    // What could not be read again must never be put in force: front would serve it, and nothing would replace it.
    parseEffective(JSON.stringify(compiled.effective));
    if (isDeepStrictEqual(previous, { ...compiled.effective, compiledAtMs: previous?.compiledAtMs })) {
      return { problems, changed: false };
    }
    // Problems first: if this ends half-way, the next attempt still finds the definition to be old.
    await writeObject(client, place.bucket, bucketKeys.compileErrors, {
      schemaVersion: 1,
      atMs: nowMs(),
      file: bucketKeys.experiments,
      experimentsEtag: experiments?.etag ?? null,
      problems,
    });
    const guard = effective ? { etag: effective.etag } : 'absent';
    const { bucket } = place;
    const written = await writeObjectIf(client, bucket, bucketKeys.effective, compiled.effective, guard);
    return written ? { problems, changed: true } : null;
  };
  return untilFirst(bucketKeys.effective, attempt, { sleep, random: Math.random });
}

/** The definition in force. One that cannot be read is as none: it is derived, and is written anew. */
function previousIn(text: string): Effective | null {
  try {
    return parseEffective(text);
  } catch {
    // Not swallowed: what it said is compiled again from its sources, or `nothingToCompile` says that it cannot be.
    return null;
  }
}
