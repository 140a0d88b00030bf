import * as z from 'zod';
import { type JournalEntry, parseJournalEntry } from './journal.ts';

const keysSchema = z.looseObject({ pk: z.string(), sk: z.string() });

/** An entry as an item of the journal table: `pk` is its partition, `sk` repeats the entry's id. */
export function journalItemOf(
  partition: string,
  entry: JournalEntry,
): JournalEntry & { readonly pk: string; readonly sk: string } {
  return { pk: partition, sk: entry.id, ...entry };
}

/** Reads an item back. Throws a ZodError: only our own writers touch the table. */
export function parseJournalItem(item: unknown): JournalEntry {
  const { pk: _partition, sk: _id, ...entry } = keysSchema.parse(item);
  return parseJournalEntry(entry);
}
