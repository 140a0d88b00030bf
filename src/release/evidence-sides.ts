import {
  canonicalSha256,
  type EvidenceParts,
  evidenceKeyOf,
} from '../../scientist-runtime/contract/evidence-key.ts';
import type { ReleaseRecord } from '../../scientist-runtime/contract/releases.ts';
import { verdictPolicy } from '../statistics/policy.ts';
import type { ControlFacts, Facts, PackageFacts, StoreFacts } from './facts.ts';
import type { Policy } from './policy.ts';

/** Replaces a package that holds exactly what production runs by the fact that it does. */
export function recognisedPackage(packaged: PackageFacts, control: ControlFacts): PackageFacts {
  const same =
    packaged.state === 'ready' &&
    packaged.code.contentHash === control.code?.contentHash &&
    canonicalSha256(packaged.masked) === canonicalSha256(control.masked);
  return same ? { state: 'unchanged', url: packaged.url } : packaged;
}

/** What this package's comparison with this control rests on, or null while either content is not known. */
export function evidencePartsFor(
  packaged: PackageFacts,
  control: ControlFacts,
  stores: StoreFacts,
  release: string,
): EvidenceParts | null {
  if (packaged.state === 'known') {
    return stores.soak?.evidence ?? null;
  }
  if (packaged.state !== 'ready' || control.code === null) {
    return null;
  }
  return {
    stage: 'soak',
    release,
    candidate: { contentHash: packaged.code.contentHash, configuration: { ...packaged.masked } },
    control: { contentHash: control.code.contentHash, configuration: { ...control.masked } },
    comparators: stores.comparators,
    acceptedDifferences: [],
  };
}

/** Evidence key of this package against this control, or null while either content is not known. */
export function evidenceKeyFor(
  packaged: PackageFacts,
  control: ControlFacts,
  stores: StoreFacts,
  release: string,
): string | null {
  if (packaged.state === 'known') {
    return stores.soak?.evidenceKey ?? null;
  }
  const parts = evidencePartsFor(packaged, control, stores, release);
  return parts === null ? null : evidenceKeyOf(parts);
}

/**
 * What a verdict is about, whichever pull request it belongs to: 32 hex digits, or null while either content is not
 * known. Two pull requests with the same content against the same control, judged by the same limits, have the same
 * subject: what failed under limits that the team has given up since may be asked again.
 */
export function subjectFor({
  packaged,
  control,
  stores,
  policy,
}: Pick<Facts, 'packaged' | 'control' | 'stores' | 'policy'>): string | null {
  const parts = evidencePartsFor(packaged, control, stores, '');
  return parts === null
    ? null
    : canonicalSha256({ ...parts, release: '', limits: failingLimits(policy) }).slice(0, 32);
}

/**
 * What a fail rests on. How long and how far a soak goes, and what a pass claims, are no part of it: by changing these
 * nobody gets a second try.
 */
function failingLimits({ differences, errorRate, latency, cost }: Policy) {
  return { differences, errorRate, latency, cost: cost.ratio };
}

/**
 * The package as the record in force knows it, or null where the record speaks of another head, another control
 * or other comparators.
 */
export function packageKnownFrom(
  stores: StoreFacts,
  control: ControlFacts,
  headSha: string,
): PackageFacts | null {
  const { soak } = stores;
  if (soak === null || soak.headSha !== headSha) {
    return null;
  }
  const holds =
    soak.evidence !== null &&
    soak.controlFingerprint === control.fingerprint &&
    soak.control === stores.controlArn &&
    soak.comparatorsHash === comparatorsHash({ stores });
  return holds ? knownPackage(soak) : null;
}

/** What a record says of the package it was made from. */
export function knownPackage(soak: ReleaseRecord): PackageFacts {
  const memoryGb = verdictPolicy(soak.verdictPolicy).memoryGb.candidate;
  return { state: 'known', contentHash: soak.contentHash, memoryGb };
}

/** Digest of the comparators in force: they are part of what evidence is evidence of. */
export function comparatorsHash(facts: Pick<Facts, 'stores'>): string {
  return canonicalSha256(facts.stores.comparators).slice(0, 32);
}
