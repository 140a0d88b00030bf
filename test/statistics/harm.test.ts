import { describe, expect, it } from 'vitest';
import { harm } from '../../src/statistics/harm.ts';
import { policyWith, row, times } from './made-rows.ts';

const policy = policyWith();
const none = { harmed: false, reasons: [] };

describe('harm in a soak', () => {
  it('is any failed criterion, in the order of the reason codes', () => {
    const rows = [...times(20), ...times(20, { candidateMs: 300, candidateFailed: true, class: 'differs' })];
    expect(harm(rows, policy, 'soak')).toEqual({
      harmed: true,
      reasons: ['unexplained-difference', 'errors', 'latency'],
    });
  });

  it('is not seen in nothing, in clean rows, or in an experiment that is merely invalid', () => {
    expect(harm([], policy, 'soak')).toEqual(none);
    expect(harm(times(300), policy, 'soak')).toEqual(none);
    expect(harm(times(300, { class: 'not-comparable', reproduced: false }), policy, 'soak')).toEqual(none);
  });

  it('is not forgotten when later rows are clean', () => {
    const rows = [row({ class: 'differs', difference: 'a' }), ...times(2000)];
    expect(harm(rows, policy, 'soak').harmed).toBe(true);
  });

  it('leaves out what the policy does not measure', () => {
    const slow = times(100, { candidateMs: 300 });
    const unmeasured = policyWith({ measured: ['missing', 'fidelity', 'differences', 'errors'] });
    expect(harm(slow, policy, 'soak').reasons).toEqual(['latency']);
    expect(harm(slow, unmeasured, 'soak')).toEqual(none);
  });
});

describe('harm in a watch', () => {
  it('is a function that fails in production where its own clone answers', () => {
    const rows = times(40, { class: 'not-comparable', reproduced: false });
    expect(harm(rows, policy, 'watch')).toEqual({ harmed: true, reasons: ['not-reproduced'] });
  });

  it('is that what serves now fails where the old control does not', () => {
    expect(harm(times(20, { twinFailed: true }), policy, 'watch')).toEqual({
      harmed: true,
      reasons: ['errors'],
    });
  });

  it('is not that the old control fails, differs or is slow', () => {
    expect(harm(times(20, { candidateFailed: true }), policy, 'watch')).toEqual(none);
    expect(harm(times(200, { class: 'differs', candidateMs: 900 }), policy, 'watch')).toEqual(none);
  });
});
