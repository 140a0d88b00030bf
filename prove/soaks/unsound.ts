import { api } from './durations.ts';
import { promised, type Soak } from './soak.ts';
import { soakOf } from './streams.ts';

const denied = { mostFails: promised, mostPasses: 0, leastInvalid: 1 };

/** Experiments that cannot tell anything about the candidate, for good or for a while. */
export const unsoundSoaks: readonly Soak[] = [
  soakOf({
    name: 'denied always',
    about: 'the shadows may do nothing: twin and candidate fail alike',
    truth: 'unsound',
    traffic: { load: api, deniedRate: 1 },
    claims: denied,
  }),
  soakOf({
    name: 'denied in 15 %',
    about: 'the shadows may not do what 15 % of the requests need',
    truth: 'unsound',
    traffic: { load: api, deniedRate: 0.15 },
    claims: denied,
  }),
  soakOf({
    name: 'throttled for a while',
    about: 'half of rows 1,000 to 1,400 are lost, and none later',
    truth: 'harmless',
    traffic: { load: api, lostRate: (index) => (index >= 1000 && index < 1400 ? 0.5 : 0) },
    claims: { mostFails: promised, leastPasses: 0.9, leastInvalid: 0.99 },
  }),
];
