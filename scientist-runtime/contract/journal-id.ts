/**
 * Id of a journal entry: time first, so that ids order entries, then what it is about, so that writing the same
 * thing at the same time twice is refused. `what` is short and unique among the acts of one millisecond.
 */
export function journalEntryId(atMs: number, what: string): string {
  return `${new Date(atMs).toISOString()}#${what}`;
}
