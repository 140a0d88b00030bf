import { describe, expect, it } from 'vitest';
import { cleanRowsNeeded } from '../../src/statistics/clean-rows.ts';
import { requiredCriteria } from '../../src/statistics/criterion.ts';
import type { VerdictPolicy } from '../../src/statistics/policy.ts';
import { judge } from '../../src/statistics/verdict.ts';
import { policyWith, row } from './made-rows.ts';

/** Clean rows of which one in twenty is slow on both sides, so that there is a tail. */
const cleanWithTail = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const ms = index % 20 === 19 ? 300 : 100 + (index % 7);
    return row({ at: index, twinMs: ms, candidateMs: ms, twinBilledMs: ms, candidateBilledMs: ms });
  });

const policies: readonly (readonly [string, Partial<VerdictPolicy>])[] = [
  ['the defaults', {}],
  ['a weaker claim', { differencesClaim: 0.01, errorTolerance: 0.01 }],
  ['a tolerance', { differences: 0.02, fidelity: 0.8 }],
  ['other error probabilities', { alphaPass: 0.01 }],
];

describe('clean rows needed', () => {
  it('are those of the specification under the defaults', () => {
    expect(cleanRowsNeeded(policyWith())).toEqual({
      fidelity: 37,
      differences: 2_995,
      errors: 821,
      latency: 26,
      tail: 340,
      cost: 1_020,
    });
  });

  it.each(policies)(
    'are the least with which a clean soak proves fidelity, differences, errors and latency: %s',
    (_name, changes) => {
      const policy = policyWith(changes);
      const needed = cleanRowsNeeded(policy);
      for (const name of ['fidelity', 'differences', 'errors', 'latency'] as const) {
        const rows = needed[name] ?? 0;
        const stateAfter = (count: number) => judge(cleanWithTail(count), policy, 0).criteria[name].state;
        expect([name, stateAfter(rows - 1), stateAfter(rows)]).toEqual([name, 'open', 'proven']);
      }
    },
  );

  it('prove the tail of a function that is slow in as many requests as the quantile says', () => {
    const policy = policyWith();
    const rows = cleanRowsNeeded(policy).tail ?? 0;
    expect(judge(cleanWithTail(rows + 20), policy, 0).criteria.tail.state).toBe('proven');
    expect(judge(cleanWithTail(rows - 100), policy, 0).criteria.tail.state).toBe('open');
  });

  it('are one where one row proves, and endless where ten million do not', () => {
    expect(cleanRowsNeeded(policyWith({ fidelity: 0.001, errorTolerance: 1e-9 }))).toMatchObject({
      fidelity: 1,
      errors: Number.POSITIVE_INFINITY,
    });
  });

  it('grow with the pairs that warm up and that fix the limit of the tail', () => {
    const { latency = 0, tail = 0 } = cleanRowsNeeded(policyWith());
    const more = cleanRowsNeeded(policyWith({ warmUpPairs: 30, tailPilotPairs: 300 }));
    expect([more.latency, more.tail]).toEqual([latency + 10, tail + 110]);
  });

  it('leave out what the policy does not measure', () => {
    const measured = ['missing', 'fidelity', 'differences', 'errors'] as const;
    expect(Object.keys(cleanRowsNeeded(policyWith({ measured })))).toEqual(
      requiredCriteria.filter((name) => measured.some((one) => one === name)),
    );
  });
});
