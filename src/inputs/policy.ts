import * as z from 'zod';
import { rowRetentionMs } from '../../scientist-runtime/contract/row-retention.ts';
import type { Policy } from '../release/policy.ts';
import { closedObject, optionalPart } from './closed-object.ts';
import { duration, percentage, ratio, usdPerMonth } from './quantity.ts';

/** Rows at which a soak ends whatever happens: they decide every criterion and cap the cost. */
const maxRows = 20_000;

const approvers = closedObject({
  /** Least repository permission of those who decide. @default write */
  permission: z
    .enum(['write', 'maintain', 'admin'], { error: 'expected write, maintain or admin' })
    .default('write'),
  /** Teams whose members alone decide; empty: everybody with the permission. @default [] */
  teams: z
    .array(z.string())
    .max(0, { error: 'teams are not built yet: leave it out and use permission' })
    .default([]),
  /** A lone maintainer may decide about their own work; the evidence says so. @default false */
  self: z.boolean({ error: 'expected true or false' }).default(false),
});

const rampStep = z
  .number({ error: 'expected comparisons a second, such as 5' })
  .gt(0, { error: 'expected more than 0 comparisons a second' })
  .lte(1000, { error: 'expected at most 1000 comparisons a second' });

const soak = closedObject({
  /** Shortest soak before a pass. @default 1h */
  min: duration.default(3_600_000),
  /** Longest soak; what is open then stays inconclusive. @default 24h */
  max: duration.default(86_400_000),
  /** Comparisons after which shadowing ends. @default 20000 */
  rows: z
    .int({ error: 'expected a whole number of comparisons' })
    .min(1, { error: 'expected at least 1 comparison' })
    .max(maxRows, { error: `expected at most ${maxRows} comparisons` })
    .default(maxRows),
  /** Comparisons a second, step by step while nothing shows harm. @default [1, 5, 20] */
  ramp: z
    .array(rampStep, { error: 'expected a list such as [1, 5, 20]' })
    .min(1, { error: 'expected at least one step' })
    .max(10, { error: 'expected at most ten steps' })
    .default([1, 5, 20]),
}).superRefine(({ min, max, ramp }, context) => {
  if (min > max) {
    context.addIssue({ code: 'custom', path: ['min'], message: 'expected at most soak.max' });
  }
  if (max >= rowRetentionMs) {
    const message = 'expected less than 30 days, after which comparisons expire';
    context.addIssue({ code: 'custom', path: ['max'], message });
  }
  if (ramp.some((step, index) => index > 0 && step <= (ramp[index - 1] ?? 0))) {
    context.addIssue({ code: 'custom', path: ['ramp'], message: 'expected steps that rise' });
  }
});

const latency = closedObject({
  /** Median: slower means candidate > ratio · twin + floor. @default 1.05 */
  ratio: ratio.default(1.05),
  /** Differences below it never count, milliseconds. @default 5ms */
  floor: duration.default(5),
  /** Factor of the tail and its guard; `off` where slow requests say nothing of the code. @default 1.20 */
  tail: z.union([ratio, z.literal('off')], { error: 'expected a factor such as 1.2, or off' }).default(1.2),
});

const cost = closedObject({
  /** Mean billed GB·s: dearer means candidate > ratio · twin. @default 1.05 */
  ratio: ratio.default(1.05),
  /** Rises below it never count. @default 1 USD/month */
  floor: usdPerMonth.default(1),
});

/** `policy` of `.github/scientist.yml`; gives it with every default filled, in milliseconds and rates 0–1. */
export const policySchema = optionalPart(
  closedObject({
    /** What lets a passed candidate through. @default approval */
    promote_on: z
      .enum(['approval', 'command', 'merge'], { error: 'expected approval, command or merge' })
      .default('approval'),
    approvers: optionalPart(approvers),
    soak: optionalPart(soak),
    /** How long the old control is watched beside the promoted one. @default 1h */
    watch: duration.default(3_600_000),
    /** `none`, or the tolerated excess of differences. @default none */
    differences: z
      .union([z.literal('none'), percentage], {
        error: 'expected "none" or a percentage such as "0.5%"',
      })
      .default('none'),
    /** A pass claims that differences are rarer than this. @default 0.1% */
    claim: percentage.default(0.001),
    /** Tolerated excess of the candidate's failures. @default 0.5% */
    errors: percentage.default(0.005),
    latency: optionalPart(latency),
    cost: optionalPart(cost),
    /** Whether redacted samples are shown; `show` is for private repositories only. @default hide */
    samples: z.enum(['hide', 'show'], { error: 'expected hide or show' }).default('hide'),
  }),
).transform(
  (written): Policy => ({
    promoteOn: written.promote_on,
    approvers: written.approvers,
    soak: {
      minMs: written.soak.min,
      maxMs: written.soak.max,
      rows: written.soak.rows,
      ramp: written.soak.ramp,
    },
    watchMs: written.watch,
    differences: written.differences,
    claimRate: written.claim,
    errorRate: written.errors,
    latency: {
      ratio: written.latency.ratio,
      floorMs: written.latency.floor,
      tailRatio: written.latency.tail === 'off' ? null : written.latency.tail,
    },
    cost: { ratio: written.cost.ratio, floorUsdPerMonth: written.cost.floor },
    samples: written.samples,
  }),
);
