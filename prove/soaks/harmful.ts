import { api } from './durations.ts';
import { type Claims, promised, type Soak } from './soak.ts';
import { soakOf } from './streams.ts';

/**
 * Parts of the answers that are wrong, and what is promised of each. Under `none` no wrong answer is harmless. A pass
 * claims that fewer than 0.1 % are wrong; with exactly that many it is false in 5.0 of 100 cases (0.999³⁰⁰⁰), and no
 * simulation can tell this from the 5 that are allowed.
 */
const wrongRates: readonly (readonly [rate: number, claims: Claims])[] = [
  [0.001, { mostPasses: promised }],
  [0.002, { mostPasses: promised }],
  [0.01, { mostPasses: 0, leastFails: 1 }],
  [0.02, { mostPasses: 0, leastFails: 1 }],
];

/** Candidates that are wrong, or slower than allowed. */
export const harmfulSoaks: readonly Soak[] = [
  ...[0, 0.03].flatMap((driftRate) =>
    wrongRates.map(([wrongRate, claims]) =>
      soakOf({
        name: `wrong in ${percent(wrongRate)}${driftRate > 0 ? ', data drift' : ''}`,
        about: `the candidate's answer is wrong in ${percent(wrongRate)}${driftRate > 0 ? `, both answers drift in ${percent(driftRate)}` : ''}`,
        truth: 'harmful',
        traffic: { load: api, wrongRate, driftRate },
        claims,
      }),
    ),
  ),
  ...[1.1, 1.25, 1.5].map((factor) =>
    soakOf({
      name: `slower by ${percent(factor - 1)}`,
      about: `every call takes and costs ${factor} times as much`,
      truth: 'harmful',
      traffic: { load: api, candidate: (ms) => ({ ms: factor * ms, billedMs: factor * ms }) },
      claims: { mostPasses: promised, leastFails: 0.9 },
    }),
  ),
];

function percent(part: number): string {
  return `${Number((100 * part).toFixed(1))} %`;
}
