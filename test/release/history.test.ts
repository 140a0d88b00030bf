import { describe, expect, it } from 'vitest';
import type { VerdictEntry } from '../../scientist-runtime/contract/journal.ts';
import { History } from '../../src/release/history.ts';

function verdict(pullRequest: number, decision: VerdictEntry['decision'], atMs: number): VerdictEntry {
  return {
    id: `verdict#${atMs}`,
    kind: 'verdict',
    evidenceKey: `key of ${pullRequest}`,
    subject: 'same',
    decision,
    reasons: [],
    evidenceSha256: 'e'.repeat(64),
    rows: 10,
    atMs,
    pullRequest,
    headSha: 'a'.repeat(40),
  };
}

describe('content that another pull request brought', () => {
  it.each<[string, readonly VerdictEntry[], number | null]>([
    ['failed there', [verdict(7, 'fail', 1)], 7],
    ['failed there after a pass', [verdict(7, 'pass', 1), verdict(7, 'fail', 2)], 7],
    ['failed in one of two', [verdict(6, 'pass', 1), verdict(7, 'fail', 2), verdict(6, 'pass', 3)], 7],
    ['did not fail under the policy of today', [verdict(7, 'fail', 1), verdict(7, 'pass', 2)], null],
    ['failed in this one only', [verdict(8, 'fail', 1)], null],
  ])('%s', (_, journal, expected) => {
    expect(new History(journal, 8).failedElsewhere('same')?.pullRequest ?? null).toBe(expected);
  });

  it('is known by its subject alone', () => {
    expect(new History([verdict(7, 'fail', 1)], 8).failedElsewhere('other')).toBeNull();
  });
});
