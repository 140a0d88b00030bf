import { soaks } from '../../prove/soaks/catalogue.ts';
import { dependentSoaks } from '../../prove/soaks/dependent.ts';
import { api } from '../../prove/soaks/durations.ts';
import { harmfulSoaks } from '../../prove/soaks/harmful.ts';
import type { Soak } from '../../prove/soaks/soak.ts';
import { soakOf } from '../../prove/soaks/streams.ts';

/** What the streams of one column have in common; for candidates that are harmless calling them bad is the mistake. */
export const kinds = ['harmless', 'drifting', 'wrong', 'slower', 'failing', 'giants', 'unsound'] as const;
/** One of {@link kinds}. */
export type Kind = (typeof kinds)[number];

/** Errors are what alarms see, so a comparison without them would be unjust. */
const failing = [0.01, 0.02, 0.05].map((rate) =>
  soakOf({
    name: `fails in ${Math.round(100 * rate)} %`,
    about: `the candidate alone fails in ${Math.round(100 * rate)} %, each time once`,
    truth: 'harmful',
    traffic: { load: api, candidateErrors: (random) => () => random.chance(rate) },
    claims: {},
  }),
);

/**
 * The streams by kind. Those at a limit are left out: only our policy has these limits, so nobody else's rule can be
 * held against them.
 */
export const soaksOfKind: Readonly<Record<Kind, readonly Soak[]>> = {
  harmless: soaks.filter((soak) => soak.truth === 'harmless' && !dependentSoaks.includes(soak)),
  drifting: dependentSoaks.filter(({ truth }) => truth === 'harmless'),
  wrong: harmfulSoaks.filter(({ name, truth }) => truth === 'harmful' && name.startsWith('wrong')),
  slower: harmfulSoaks.filter(({ name }) => name.startsWith('slower')),
  failing,
  giants: dependentSoaks.filter(({ truth }) => truth === 'harmful'),
  unsound: soaks.filter(({ truth }) => truth === 'unsound'),
};
