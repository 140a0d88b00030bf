import { api, stall } from './durations.ts';
import { promised, type Soak } from './soak.ts';
import { soakOf } from './streams.ts';

const claims = { mostFails: promised, leastPasses: 0.9 };

/** Candidates that are the control itself, before traffic as it comes. */
export const harmlessSoaks: readonly Soak[] = [
  soakOf({
    name: 'same, api',
    about: 'the candidate is the control',
    truth: 'harmless',
    traffic: { load: api },
    claims,
  }),
  soakOf({
    name: 'same, stalls',
    about: 'the same, 1.5 % of the calls stall on either side',
    truth: 'harmless',
    traffic: { load: stall },
    claims,
  }),
  soakOf({
    name: 'same, shared drift',
    about: 'both sides drift together, by 30 % over 1,000 requests',
    truth: 'harmless',
    traffic: { load: { ...api, sharedDrift: { sd: 0.3, memory: 1000 } } },
    claims,
  }),
  soakOf({
    name: 'same, data drift',
    about: 'in 3 % of the requests the data moved on before the shadows were asked',
    truth: 'harmless',
    traffic: { load: api, driftRate: 0.03 },
    claims,
  }),
  soakOf({
    name: 'same, whole milliseconds',
    about: 'durations are known in whole milliseconds only',
    truth: 'harmless',
    traffic: { load: api, wholeMs: true },
    claims,
  }),
  soakOf({
    name: 'same, all cold',
    about: 'no call finds a warm environment',
    truth: 'harmless',
    traffic: { load: api, warmth: 'cold' },
    claims,
  }),
];
