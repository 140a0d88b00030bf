import { type Claims, type Soak, soakPolicy, type Truth } from './soak.ts';
import { rowsOf, type Traffic } from './traffic.ts';

/** What tells one stream from another. */
export interface Stream {
  readonly name: string;
  readonly about: string;
  readonly truth: Truth;
  readonly traffic: Traffic;
  readonly claims: Claims;
  readonly remedy?: string;
  /** What the policy has instead of its defaults. */
  readonly policy?: Parameters<typeof soakPolicy>[0];
}

/** A soak of this stream under a policy: the rows are those of its traffic, up to the cap. */
export function soakOf({ traffic, policy: changes, ...rest }: Stream): Soak {
  const policy = soakPolicy(changes);
  return { ...rest, policy, rows: (seed) => rowsOf(rest.name, traffic, seed, policy.rowCap) };
}
