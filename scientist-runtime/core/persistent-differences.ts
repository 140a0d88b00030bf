import type { FoundDifference } from './difference.ts';

/**
 * The differences of the first asking that every repeat showed again: what flickers beside a lasting difference
 * must not name the row. All of the first asking where none lasted, since the class then says only "differs".
 */
export function persistentDifferences(
  first: readonly FoundDifference[],
  again: readonly (readonly FoundDifference[])[],
): readonly FoundDifference[] {
  const repeated = again.map((found) => new Set(found.map(({ difference }) => difference.id)));
  const lasting = first.filter(({ difference }) => repeated.every((ids) => ids.has(difference.id)));
  return lasting.length > 0 ? lasting : first;
}
