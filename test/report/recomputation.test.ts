import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import type { EvidenceBundle } from '../../scientist-runtime/contract/evidence-bundle.ts';
import { evidenceRowOf } from '../../scientist-runtime/contract/evidence-rows.ts';
import { type ReadableBundle, readEvidenceBundle } from '../../src/inputs/evidence-bundle.ts';
import { type Disagreement, recompute } from '../../src/report/recomputation.ts';
import { recomputationText } from '../../src/report/recomputation-text.ts';
import type { VerdictPolicy } from '../../src/statistics/policy.ts';
import { judge } from '../../src/statistics/verdict.ts';
import { version } from '../../src/version.ts';
import { anyRow, anyStream, policyWith, smallPolicy } from '../statistics/made-rows.ts';
import { bundleOf } from './made-bundle.ts';

const failed: EvidenceBundle = JSON.parse(await bundleOf('failed'));

/** A bundle as it comes out of its file. */
function readBack(bundle: EvidenceBundle): ReadableBundle {
  const read = readEvidenceBundle(canonicalize(bundle) ?? '');
  if (!read.ok) {
    throw new Error(JSON.stringify(read.problems));
  }
  return read.value;
}

function disagreements(changes: Partial<EvidenceBundle>): readonly Disagreement[] {
  return recompute(readBack({ ...failed, ...changes })).disagreements;
}

describe('a bundle of any rows', () => {
  const anyPolicy = fc
    .record({
      differences: fc.constantFrom<VerdictPolicy['differences']>('none', 0.02),
      soakMinMs: fc.constantFrom(0, 1_000),
      warmUpPairs: fc.constantFrom(0, 2),
      accepted: fc.constantFrom([], [{ id: 'a', rateCap: 0.1 }]),
    })
    .map((changes) => policyWith({ ...smallPolicy, ...changes }));
  const rows: fc.Arbitrary<readonly ComparisonRow[]> = fc.oneof(
    anyStream,
    fc.array(anyRow, { maxLength: 60 }),
  );

  it('gives, through its file, the verdict that was written into it', () => {
    fc.assert(
      fc.property(rows, anyPolicy, fc.integer({ min: 0, max: 1e13 }), (made, policy, nowMs) => {
        const verdict = judge(made, policy, nowMs);
        const bundle: EvidenceBundle = { ...failed, policy, nowMs, rows: made.map(evidenceRowOf), verdict };
        const result = recompute(readBack(bundle));
        expect(result).toEqual({ verdict, disagreements: [] });
      }),
    );
  });
});

describe('what does not follow is told, field by field', () => {
  const { verdict, policy, hashed, rows } = failed;
  const { errors } = verdict.criteria;

  it.each<[string, Partial<EvidenceBundle>, readonly string[]]>([
    ['another decision', { verdict: { ...verdict, decision: 'pass' } }, ['verdict.decision']],
    ['no reasons', { verdict: { ...verdict, reasons: [] } }, ['verdict.reasons.0']],
    [
      'a criterion that is not there',
      { verdict: { ...verdict, criteria: {} } },
      ['verdict.criteria.missing'],
    ],
    [
      'a criterion called as what every object has',
      { verdict: { ...verdict, criteria: { ...verdict.criteria, ...(errors && { constructor: errors }) } } },
      ['verdict.criteria.constructor'],
    ],
    [
      'another limit in the policy',
      { policy: { ...policy, errorTolerance: 0.5 } },
      ['verdict.criteria.errors.limit'],
    ],
    ['a row that is gone', { rows: rows.slice(1) }, ['verdict.counts.rows']],
    ['a row that is there twice', { rows: [...rows, ...rows.slice(-1)] }, ['verdict.counts.rows']],
    [
      'another content',
      { hashed: { ...hashed, candidate: { ...hashed.candidate, contentHash: 'f' } } },
      ['evidenceKey'],
    ],
  ])('%s', (_, changes, fields) => {
    const found = disagreements(changes).map(({ field }) => field);
    expect(found).toEqual(expect.arrayContaining([...fields]));
  });

  it('with what the bundle says beside what comes out', () => {
    expect(disagreements({ verdict: { ...verdict, decision: 'pass' } })).toEqual([
      { field: 'verdict.decision', bundle: 'pass', recomputed: 'fail' },
    ]);
  });

  it.each([
    [1 + 1e-11, 0],
    [1 + 1e-7, 1],
  ])('a bound %d times as large is %d fields', (factor, fields) => {
    const bound = (errors?.bound ?? 0) * factor;
    const criteria = { ...verdict.criteria, ...(errors && { errors: { ...errors, bound } }) };
    expect(bound).toBeGreaterThan(0);
    expect(disagreements({ verdict: { ...verdict, criteria } })).toHaveLength(fields);
  });
});

describe('in words', () => {
  const text = (changes: Partial<EvidenceBundle>, isPublished = false) => {
    const bundle = { ...failed, verdict: { ...failed.verdict, decision: 'pass' as const }, ...changes };
    return recomputationText(bundle, recompute(readBack(bundle)), isPublished);
  };

  it('another version is no proof of a change', () => {
    const software = { name: 'serverless-scientist' as const, version: '9.8.7' };
    expect(text({ software }, true)).toContain(
      `written by version 9.8.7, this is ${version}: another version`,
    );
  });

  it('the same version is one, unless the hash says that it was published so', () => {
    expect(text({})).toContain('it was changed after it was written');
    expect(text({}, true)).toContain('That is a fault of the software: report it.');
  });

  it('ten fields are told, the others counted', () => {
    const told = text({ verdict: { ...failed.verdict, criteria: {} } });
    expect(told).toContain('What the bundle says does not follow from what it holds: 8 fields differ.');
    const more = text({ rows: [], verdict: { ...failed.verdict, criteria: {} } });
    expect(more).toMatch(/\n {2}and \d+ more\n/);
  });

  it('a field that only the bundle has is recomputed as nothing, whatever it is called', () => {
    const { criteria } = failed.verdict;
    const named = { ...criteria, ...(criteria.errors && { toString: criteria.errors }) };
    const told = text({ verdict: { ...failed.verdict, criteria: named } });
    expect(told).toMatch(/verdict\.criteria\.toString: the bundle says .*, recomputed nothing\n/);
  });

  it('nothing of the bundle acts on a terminal', () => {
    const trap = '\u001b[2J\u009b\u202e\r\nready';
    const told = text({
      repository: trap,
      function: trap,
      verdict: { ...failed.verdict, reasons: [trap] },
    });
    expect(told.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(told.split('\n').filter((line) => line.startsWith('ready'))).toEqual([]);
  });
});
