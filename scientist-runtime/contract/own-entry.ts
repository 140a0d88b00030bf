/**
 * The entry that a record itself has under a name. Names come from files that people write, and every object answers
 * to `constructor` or `toString` without having such an entry.
 */
export function ownEntry<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** Whether a name may be given to something: not where every object answers to it already. */
export function isFreeName(name: string): boolean {
  return !(name in {});
}
