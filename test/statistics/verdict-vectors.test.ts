import { expect, it } from 'vitest';
import { criterionNames } from '../../src/statistics/criterion.ts';
import { verdictPolicy } from '../../src/statistics/policy.ts';
import { judge } from '../../src/statistics/verdict.ts';
import { toDigits, withinRelative } from './closeness.ts';
import { verdictCases } from './verdict-cases.ts';

it('has all 38 recorded verdicts, each with all eight criteria', () => {
  expect(verdictCases).toHaveLength(38);
  for (const { expected } of verdictCases) {
    expect(Object.keys(expected.criteria).sort()).toEqual([...criterionNames].sort());
  }
});

it.each(verdictCases)('gives the recorded verdict: $name', ({ policy, rows, now, expected }) => {
  const verdict = judge(rows, verdictPolicy(policy), now);

  expect({ decision: verdict.decision, reasons: verdict.reasons }).toEqual({
    decision: expected.decision,
    reasons: expected.reasons,
  });
  expect(verdict.notMeasured).toEqual([]);
  for (const name of criterionNames) {
    const { statistic, bound, ...exact } = verdict.criteria[name];
    const recorded = expected.criteria[name];
    expect({ name, ...exact }).toEqual({
      name,
      state: recorded.state,
      n: recorded.n,
      limit: recorded.limit,
      firstFailedAt: recorded.firstFailedAt,
    });
    expect(toDigits(statistic, 12), `statistic of ${name}`).toBe(toDigits(recorded.statistic, 12));
    expect(withinRelative(bound, recorded.bound, 1e-9), `${name}: ${bound} for ${recorded.bound}`).toBe(true);
  }
});
