import { soaks } from '../soaks/catalogue.ts';
import { lookEveryRows } from './plan.ts';
import { type SoakEnd, soakEnd } from './soak-end.ts';

/** Soaks of one stream with seeds one after the other: what one worker does at a time. */
export interface Batch {
  readonly name: string;
  readonly seed: number;
  readonly count: number;
}

/** The ends of a batch's soaks, in the order of their seeds. */
export function endsOf({ name, seed, count }: Batch): readonly SoakEnd[] {
  const soak = soaks.find((one) => one.name === name);
  if (soak === undefined) throw new Error(`There is no stream called "${name}".`);
  return Array.from({ length: count }, (_, index) =>
    soakEnd(soak.rows(seed + index), soak.policy, lookEveryRows),
  );
}
