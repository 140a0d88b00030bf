import { describe, expect, it } from 'vitest';
import { perSecondOf } from '../../src/aws/read-traffic.ts';

const nowMs = 1_800_000_000_000;
const minutesAgo = (minutes: number, invocations: number) => ({
  atMs: nowMs - minutes * 60_000,
  invocations,
});

describe('traffic a second', () => {
  it.each([
    ['nothing', [], 0],
    ['minutes without a call', [minutesAgo(3, 0), minutesAgo(2, 0)], 0],
    ['steady traffic', Array.from({ length: 15 }, (_, index) => minutesAgo(index + 1, 600)), 10],
    ['traffic that began two minutes ago', [minutesAgo(2, 600), minutesAgo(1, 600)], 10],
    ['traffic that stopped', [minutesAgo(10, 600), minutesAgo(9, 600)], 2],
    ['one call just now', [minutesAgo(0, 6)], 0.1],
  ])('of %s', (_what, minutes, expected) => {
    expect(perSecondOf(minutes, nowMs)).toBeCloseTo(expected);
  });
});
