import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalSha256,
  type EvidenceParts,
  evidenceKeyOf,
  tutorialEvidenceKeyOf,
} from '../../../scientist-runtime/contract/evidence-key.ts';

const side = fc.record({
  contentHash: fc.string(),
  configuration: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean())),
});
const comparators = fc.record({
  body: fc.constant(null),
  statusCode: fc.boolean(),
  headers: fc.array(fc.string()),
});
const parts: fc.Arbitrary<EvidenceParts> = fc.record({
  stage: fc.constantFrom('soak' as const, 'watch' as const),
  release: fc.string(),
  candidate: side,
  control: side,
  comparators,
  acceptedDifferences: fc.uniqueArray(fc.string()),
});

function shuffledKeys<T extends object>(value: T): T {
  return { ...value, ...Object.fromEntries(Object.entries(value).reverse()) };
}

describe('the evidence key', () => {
  it('is 32 hex digits', () => {
    fc.assert(
      fc.property(parts, (given) => {
        expect(evidenceKeyOf(given)).toMatch(/^[0-9a-f]{32}$/);
      }),
    );
  });

  it('does not depend on the order of keys or of accepted differences', () => {
    fc.assert(
      fc.property(parts, (given) => {
        const same = {
          ...shuffledKeys(given),
          candidate: {
            configuration: shuffledKeys(given.candidate.configuration),
            contentHash: given.candidate.contentHash,
          },
          acceptedDifferences: [...given.acceptedDifferences].reverse(),
        };
        expect(evidenceKeyOf(same)).toBe(evidenceKeyOf(given));
      }),
    );
  });

  it('changes with every part it is made of', () => {
    fc.assert(
      fc.property(parts, (given) => {
        const changed: EvidenceParts[] = [
          { ...given, release: `${given.release}'` },
          { ...given, stage: given.stage === 'soak' ? 'watch' : 'soak' },
          { ...given, candidate: { ...given.candidate, contentHash: `${given.candidate.contentHash}x` } },
          { ...given, control: { ...given.control, contentHash: `${given.control.contentHash}x` } },
          {
            ...given,
            candidate: { ...given.candidate, configuration: { ...given.candidate.configuration, more: 1.5 } },
          },
          { ...given, comparators: { ...given.comparators, statusCode: !given.comparators.statusCode } },
          { ...given, acceptedDifferences: [...given.acceptedDifferences, '0123456789'.repeat(4)] },
        ];
        const keys = new Set([given, ...changed].map(evidenceKeyOf));
        expect(keys.size).toBe(changed.length + 1);
      }),
    );
  });

  it('tells candidate and control apart', () => {
    fc.assert(
      fc.property(parts, (given) => {
        fc.pre(canonicalSha256(given.candidate) !== canonicalSha256(given.control));
        const exchanged = { ...given, candidate: given.control, control: given.candidate };
        expect(evidenceKeyOf(exchanged)).not.toBe(evidenceKeyOf(given));
      }),
    );
  });
});

describe('the tutorial’s evidence key', () => {
  it('tells one candidate more from one fewer', () => {
    const none = { body: null, statusCode: true, headers: [] };
    const one = [{ id: 'a', arn: 'x' }];
    const two = [...one, { id: 'b', arn: 'y' }];
    expect(tutorialEvidenceKeyOf('c', one, none)).not.toBe(tutorialEvidenceKeyOf('c', two, none));
  });
});

describe('canonical JSON', () => {
  it('is that of RFC 8785: sorted keys, shortest numbers', () => {
    expect(canonicalSha256({ b: 1, a: [1.5, 'ä'] })).toBe(canonicalSha256({ a: [1.5, 'ä'], b: 1 }));
  });

  it('refuses what JSON cannot say', () => {
    expect(() => canonicalSha256(undefined)).toThrow(TypeError);
    expect(() => canonicalSha256({ a: Number.NaN })).toThrow();
  });
});
