import { burstsOf } from './bursts.ts';
import { api } from './durations.ts';
import type { Soak } from './soak.ts';
import { soakOf } from './streams.ts';

const manyBursts =
  'Nothing in the rows tells bursts from independent errors. Tolerate (`errors`) clearly more than the rate that does no ' +
  'harm, against false failures, and soak (`soak.min`) over many of what causes the bursts, against false passes.';
const sameHosts =
  'Give twin and candidate the same memory, architecture and concurrency. Where equal deployments still drift apart, ' +
  'allow (`latency.ratio`, `cost.ratio`) about twice that drift more.';
const rareBills =
  'Cost is blind to what is rarer than about 3 in the number of pairs. Watch the bill, and set the function a timeout ' +
  'that bounds what one request can cost.';

/** Where requests depend on each other or a bill has rare giants, the tests promise nothing. This is how bad it gets. */
export const dependentSoaks: readonly Soak[] = [
  ...[3, 10, 30].map((length) =>
    soakOf({
      name: `errors in bursts of ${length}`,
      about: `fails alone in 0.5 %, exactly at the limit, about ${length} times in a row`,
      truth: 'at-margin',
      traffic: { load: api, candidateErrors: burstsOf(0.005, length) },
      claims: {},
      remedy: manyBursts,
    }),
  ),
  ...[100, 1000].map((memory) =>
    soakOf({
      name: `private drift over ${memory.toLocaleString('en')}`,
      about: `each side drifts alone, by 5 % over ${memory.toLocaleString('en')} requests`,
      truth: 'harmless',
      traffic: { load: { ...api, privateDrift: { sd: 0.05, memory } } },
      claims: {},
      remedy: sameHosts,
    }),
  ),
  soakOf({
    name: 'rare giants',
    about: '1 of 1,000 requests takes and costs 60 times as much: 5.9 % on average',
    truth: 'harmful',
    traffic: {
      load: api,
      candidate: (ms, random) => {
        const taken = random.chance(0.001) ? 60 * ms : ms;
        return { ms: taken, billedMs: taken };
      },
    },
    claims: {},
    remedy: rareBills,
  }),
];
