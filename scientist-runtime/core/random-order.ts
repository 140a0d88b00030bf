/** The same elements in random order (Fisher–Yates). `random` returns numbers from 0 to below 1. */
export function inRandomOrder<T>(elements: readonly T[], random: () => number): T[] {
  const pool = [...elements];
  const ordered: T[] = [];
  while (pool.length > 0) {
    ordered.push(...pool.splice(Math.floor(random() * pool.length), 1));
  }
  return ordered;
}
