import { describe, expect, it } from 'vitest';
import type { ComparisonClass, StoredComparison } from '../../scientist-runtime/contract/comparison.ts';
import { countDifferences } from '../../src/aws/count-differences.ts';

function row(of: ComparisonClass, difference: string | null, ...pointers: string[]): StoredComparison {
  return {
    at: 1,
    class: of,
    reproduced: true,
    twinFailed: false,
    candidateFailed: false,
    warmth: 'warm',
    twinMs: 1,
    candidateMs: 1,
    twinBilledMs: 1,
    candidateBilledMs: 1,
    difference,
    observationId: 'o',
    evidenceKey: 'k',
    candidateId: 'c',
    environmentId: 'e',
    sequence: 1,
    durationSource: 'report',
    addedMs: 0,
    pointers,
    missingReason: null,
    expiresAtSeconds: 1,
  };
}

describe('counting differences', () => {
  it('counts for and against, the most frequent first, with the first place named', () => {
    const rows = [
      row('differs', 'rare', '/a'),
      row('differs', 'often'),
      row('mirrored', 'often', '/b', '/c'),
      row('differs', 'often', '/d'),
      row('mirrored', 'only-mirrored', '/e'),
    ];
    expect(countDifferences(rows)).toEqual([
      { id: 'often', rows: 2, mirroredRows: 1, pointer: '/b' },
      { id: 'rare', rows: 1, mirroredRows: 0, pointer: '/a' },
      { id: 'only-mirrored', rows: 0, mirroredRows: 1, pointer: '/e' },
    ]);
  });

  it.each(['same', 'flickered', 'not-comparable', 'missing'] as const)(
    'leaves out rows that are %s',
    (of) => {
      expect(countDifferences([row(of, 'd', '/a')])).toEqual([]);
    },
  );
});
