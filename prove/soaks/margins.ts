import { api, type Load, stall } from './durations.ts';
import { promised, type Soak } from './soak.ts';
import { soakOf } from './streams.ts';
import type { Traffic } from './traffic.ts';

/** Between the median and p95: with 200 pairs in the pilot, p95 lies above it as good as always. */
const slowFromMs = 120;
const latencyRatio = 1.05;
const tailRatio = 1.2;
const floorMs = 5;
/** A candidate with 5 % more memory that bills the same milliseconds costs exactly 1.05 times as much. */
const dearer = { memoryGb: { twin: 1, candidate: 1.05 } };

/** Errors of the candidate alone in 0.5 % of the requests, beside those that both sides have. */
const errorsAtMargin: Pick<Traffic, 'candidateErrors'> = {
  candidateErrors: (random) => () => random.chance(0.005),
};

/**
 * Durations of a candidate that reaches 1.2·x₀ + 5 ms exactly where it would have reached x₀ unchanged, for each x₀
 * above 120 ms: so tail and guard are at their limits. What is below takes `below` times as long, plus 5 ms.
 */
function slowerTail(below: number): NonNullable<Traffic['candidate']> {
  return (ms) => ({ ms: (ms < slowFromMs ? below : tailRatio) * ms + floorMs, billedMs: ms });
}

/**
 * With this factor for the requests below 120 ms exactly half of all pairs are slower than 1.05·x + 5 ms, so that
 * latency is at its limit too. From 30 million pairs of each load, good to 0.0001; a test counts again.
 */
const belowOf = { api: 1.0174, stall: 1.0173 };

const claims = { mostFails: promised, mostPasses: promised };

function allAtMargin(name: string, about: string, load: Load, below: number): Soak {
  return soakOf({
    name,
    about,
    truth: 'at-margin',
    traffic: { load, wrongRate: 0.005, ...errorsAtMargin, candidate: slowerTail(below) },
    // Under `none` nothing is tolerated, hence there is no margin at which a candidate should not fail.
    policy: { ...dearer, differences: 0.005 },
    claims,
  });
}

/** Candidates exactly at a limit: neither false failures nor false passes can be more frequent than here. */
export const marginSoaks: readonly Soak[] = [
  allAtMargin('at every margin, api', 'all six criteria exactly at their limits', api, belowOf.api),
  allAtMargin('at every margin, stalls', 'the same with stalls', stall, belowOf.stall),
  soakOf({
    name: 'at the margin of differences',
    about: 'wrong in 0.5 % where 0.5 % are tolerated',
    truth: 'at-margin',
    traffic: { load: api, wrongRate: 0.005 },
    policy: { differences: 0.005 },
    claims,
  }),
  soakOf({
    name: 'at the margin of errors',
    about: 'fails alone in 0.5 % of the requests',
    truth: 'at-margin',
    traffic: { load: api, ...errorsAtMargin },
    claims,
  }),
  soakOf({
    name: 'at the margin of latency',
    about: 'takes 1.05 times as long plus 5 ms',
    truth: 'at-margin',
    traffic: { load: api, candidate: (ms) => ({ ms: latencyRatio * ms + floorMs, billedMs: ms }) },
    claims,
  }),
  soakOf({
    name: 'at the margin of the tail',
    about: 'takes 1.2 times as long plus 5 ms where it takes long',
    truth: 'at-margin',
    traffic: {
      load: api,
      candidate: (ms) => ({ ms: ms < slowFromMs ? ms : tailRatio * ms + floorMs, billedMs: ms }),
    },
    claims,
  }),
  soakOf({
    name: 'at the margin of cost',
    about: 'costs 1.05 times as much',
    truth: 'at-margin',
    traffic: { load: api },
    policy: dearer,
    claims,
  }),
];
