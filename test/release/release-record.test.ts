import { describe, expect, it } from 'vitest';
import { unknownBill } from '../../scientist-runtime/contract/releases.ts';
import { billFor } from '../../src/release/bill.ts';
import { soakPolicy } from '../../src/release/release-record.ts';
import { criterionNames } from '../../src/statistics/criterion.ts';
import { isMeasured } from '../../src/statistics/policy.ts';
import { config } from '../gate/config.ts';

const rare = billFor({ memoryMb: 128, architecture: 'x86_64', timeoutSeconds: 3 }, 1_000);

describe('a soak measures', () => {
  it.each([
    ['everything', 1.2, unknownBill, []],
    ['no tail where the configuration switches it off', null, unknownBill, ['tail', 'tailGuard']],
    ['no cost where no bill can rise by the floor', 1.2, rare, ['cost']],
    ['neither', null, rare, ['tail', 'tailGuard', 'cost']],
  ] as const)('%s', (_what, tailRatio, bill, leftOut) => {
    const policy = { ...config.policy, latency: { ...config.policy.latency, tailRatio } };
    const judgedBy = soakPolicy(policy, 0, { twin: 0.125, candidate: 0.125 }, bill);
    expect(criterionNames.filter((name) => !isMeasured(judgedBy, name))).toEqual(leftOut);
  });
});
