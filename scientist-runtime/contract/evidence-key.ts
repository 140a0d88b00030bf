import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Comparators } from './experiments.ts';

/** sha256 (hex) of the RFC 8785 canonical JSON of a value. Throws a TypeError for what JSON cannot say. */
export function canonicalSha256(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) {
    throw new TypeError('canonical JSON exists only for JSON values');
  }
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** One side of a comparison, as far as evidence depends on it. Environment values enter as HMACs only. */
export interface EvidenceSide {
  readonly contentHash: string;
  readonly configuration: Readonly<Record<string, unknown>>;
}

/** All that evidence depends on: another value in any part is another key, and evidence starts anew. */
export interface EvidenceParts {
  readonly stage: 'soak' | 'watch';
  /** Id of the release: two pull requests with the same content are compared apart, each with its own sequences. */
  readonly release: string;
  readonly candidate: EvidenceSide;
  readonly control: EvidenceSide;
  readonly comparators: Comparators;
  readonly acceptedDifferences: readonly string[];
}

/** The key under which rows count together: 32 hex digits. A rebuild of the same content gives the same key. */
export function evidenceKeyOf(parts: EvidenceParts): string {
  return canonicalSha256({ ...parts, acceptedDifferences: [...parts.acceptedDifferences].sort() }).slice(
    0,
    32,
  );
}

/** The key of a definition-file experiment without a pull request: its ARNs and comparators. */
export function tutorialEvidenceKeyOf(
  control: string,
  candidates: readonly { readonly id: string; readonly arn: string }[],
  comparators: Comparators,
): string {
  return canonicalSha256({ stage: 'tutorial', control, candidates, comparators }).slice(0, 32);
}
