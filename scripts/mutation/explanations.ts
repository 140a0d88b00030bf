import type { Explanation } from './settle-survivors.ts';

/** Every mutant that may survive, and why. `npm run mutation` fails for one that is not here, and for one too many. */
export const explanations: readonly Explanation[] = [];
