import type { Config } from '../../src/release/policy.ts';

/** The lab's kind of policy: a soak that may pass at once, a watch of 15 s. */
export const config: Config = {
  runtime: { stack: 'serverless-scientist', region: 'eu-west-1' },
  functions: [
    {
      key: 'round',
      control: 'acme-functions-round',
      experiment: 'rounding-float',
      paths: ['round/**'],
      promote: { target: 'experiment' },
      allow: { environment: [], layers: [] },
    },
  ],
  policy: {
    promoteOn: 'approval',
    approvers: { permission: 'write', teams: [], self: false },
    soak: { minMs: 0, maxMs: 86_400_000, rows: 20_000, ramp: [1, 5, 20] },
    watchMs: 15_000,
    differences: 'none',
    claimRate: 0.01,
    errorRate: 0.01,
    latency: { ratio: 1.05, floorMs: 5, tailRatio: 1.2 },
    cost: { ratio: 1.05, floorUsdPerMonth: 1 },
    samples: 'hide',
  },
};
