/**
 * Whether an observation is in a sample of the given rate (0–1). The same id always gives the same place between
 * 0 and 1, so a raised rate keeps all that the lower one took. FNV-1a with the finaliser of MurmurHash3: front
 * would pay several milliseconds at start for a cryptographic hash, and nobody outside chooses the ids.
 */
export function sampled(observationId: string, rate: number): boolean {
  return placeOf(observationId) < rate;
}

function placeOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
