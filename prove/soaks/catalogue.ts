import { dependentSoaks } from './dependent.ts';
import { harmfulSoaks } from './harmful.ts';
import { harmlessSoaks } from './harmless.ts';
import { marginSoaks } from './margins.ts';
import type { Soak } from './soak.ts';
import { unsoundSoaks } from './unsound.ts';

/** Every stream there is, in the order in which tables show them. Names are unique: rows depend on them. */
export const soaks: readonly Soak[] = [
  ...harmlessSoaks,
  ...marginSoaks,
  ...harmfulSoaks,
  ...unsoundSoaks,
  ...dependentSoaks,
];
