import { describe, expect, it } from 'vitest';
import {
  type JournalEntry,
  journalPartition,
  parseJournalEntry,
} from '../../../scientist-runtime/contract/journal.ts';
import { journalEntryId } from '../../../scientist-runtime/contract/journal-id.ts';
import { journalItemOf, parseJournalItem } from '../../../scientist-runtime/contract/journal-item.ts';

const base = { id: 'x', atMs: 1, pullRequest: 7, headSha: 'a'.repeat(40) };
const entries: JournalEntry[] = [
  { ...base, kind: 'act', act: 'promote', phase: 'intent', by: 'ana', detail: { to: 'arn' } },
  { ...base, kind: 'command', commentId: 3, command: 'stop', by: 'ana', accepted: true, answer: 'Stopped.' },
  {
    ...base,
    kind: 'verdict',
    evidenceKey: 'k',
    decision: 'pass',
    reasons: [],
    evidenceSha256: 'e',
    rows: 3_000,
  },
];

describe('a journal entry', () => {
  it.each(entries.map((entry) => [entry.kind, entry] as const))(
    'about a(n) %s is read back as written',
    (_, entry) => {
      const item = journalItemOf(journalPartition('acme/functions', 'round'), entry);
      expect(item).toMatchObject({ pk: 'acme/functions#round', sk: entry.id });
      expect(parseJournalItem(JSON.parse(JSON.stringify(item)))).toEqual(entry);
    },
  );

  it('with an unknown kind or key is a fault of ours', () => {
    expect(() => parseJournalEntry({ ...entries[0], kind: 'odd' })).toThrow();
    expect(() => parseJournalEntry({ ...entries[0], more: 1 })).toThrow();
  });
});

describe('the id of an entry', () => {
  it('orders entries by time, whatever they are about', () => {
    const ids = [
      journalEntryId(1_000, 'z'),
      journalEntryId(999, 'z'),
      journalEntryId(1_764_000_000_000, 'a'),
    ];
    expect(ids.toSorted()).toEqual([ids[1], ids[0], ids[2]]);
  });

  it('is the same for the same thing at the same time, so that it cannot be written twice', () => {
    expect(journalEntryId(5, 'tick#stop')).toBe(journalEntryId(5, 'tick#stop'));
    expect(journalEntryId(5, 'tick#stop')).not.toBe(journalEntryId(5, 'tick#rollback'));
  });
});
