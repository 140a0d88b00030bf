import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import { criterionNames, requiredCriteria } from '../../src/statistics/criterion.ts';
import type { VerdictPolicy } from '../../src/statistics/policy.ts';
import { judge } from '../../src/statistics/verdict.ts';
import { anyRow, anyStream, policyWith, smallPolicy } from './made-rows.ts';

const accepted = [{ id: 'a', rateCap: 0.1 }];
const anyPolicy: fc.Arbitrary<VerdictPolicy> = fc
  .record({
    differences: fc.constantFrom<VerdictPolicy['differences']>('none', 0.02, 0.2),
    accepted: fc.constantFrom([], accepted),
    soakMinMs: fc.constantFrom(0, 1000),
    rowCap: fc.constantFrom(10, 20_000),
    warmUpPairs: fc.constantFrom(0, 2),
    costFloorPerRequest: fc.constantFrom(0, 5),
  })
  .map((changes) => policyWith({ ...smallPolicy, ...changes }));

/** Criteria that latch: health criteria are judged on the rows at hand. */
const latching = criterionNames.filter((name) => name !== 'missing' && name !== 'fidelity');

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

describe('a verdict', () => {
  it('holds finite numbers only, whatever the rows', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 60 }), anyPolicy, (rows, policy) => {
        for (const value of numbersIn(judge(rows, policy, 0))) expect(Number.isFinite(value)).toBe(true);
      }),
    );
  });

  it('has a criterion fail at the first prefix that fails, and never un-fails it', () => {
    fc.assert(
      fc.property(anyStream, anyPolicy, (rows, policy) => {
        const prefixes = rows.map((_, index) => judge(rows.slice(0, index + 1), policy, 0));
        const whole = judge(rows, policy, 0);
        for (const name of latching) {
          const first = prefixes.findIndex(({ criteria }) => criteria[name].state === 'failed');
          expect(whole.criteria[name].firstFailedAt).toBe(first === -1 ? null : first);
          if (first === -1) continue;
          for (const { criteria } of prefixes.slice(first)) {
            expect(criteria[name]).toEqual(prefixes[first]?.criteria[name]);
          }
        }
      }),
    );
  });

  it('has every state agree with the bound that is shown for it', () => {
    const atLeast = ['fidelity'];
    fc.assert(
      fc.property(anyStream, anyPolicy, (rows, policy) => {
        const { criteria } = judge(rows, { ...policy, alphaHealth: 0.1 }, 0);
        for (const name of criterionNames) {
          const { state, bound, limit } = criteria[name];
          if (bound === null || name === 'cost') continue;
          const above = atLeast.includes(name) ? bound < limit : bound > limit;
          if (state === 'failed') expect({ name, above }).toEqual({ name, above: true });
          if (state === 'proven') expect({ name, above }).toEqual({ name, above: false });
          if (state === 'open') expect({ name, above }).toEqual({ name, above: name !== 'missing' });
        }
      }),
    );
  });

  it('closes some latches in such streams, so that the property above is about something', () => {
    const failed = new Set(
      fc.sample(fc.tuple(anyStream, anyPolicy), { numRuns: 300, seed: 7 }).flatMap(([rows, policy]) => {
        const { criteria } = judge(rows, policy, 0);
        return criterionNames.filter((name) => criteria[name].state === 'failed');
      }),
    );
    // Cost cannot fail before 1,000 pairs; the recorded verdicts hold its latch.
    expect([...failed].sort()).toEqual(criterionNames.filter((name) => name !== 'cost').sort());
  });

  it('does not depend on the order of rows where nothing failed', () => {
    const shuffled = anyStream.chain((rows) =>
      fc.record({
        rows: fc.constant(rows),
        others: fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, anyPolicy, ({ rows, others }, policy) => {
        const one = judge(rows, policy, 0).criteria;
        const other = judge(others, policy, 0).criteria;
        // Latency, tail and cost leave the first pairs out, so only these four are free of order.
        for (const name of ['missing', 'fidelity', 'differences', 'errors'] as const) {
          if (one[name].firstFailedAt === null && other[name].firstFailedAt === null) {
            expect(other[name]).toEqual(one[name]);
          }
        }
      }),
    );
  });

  it('does not depend on what differences are called', () => {
    const renamed = (id: string | null) => (id === null ? null : `renamed ${id}`);
    fc.assert(
      fc.property(anyStream, anyPolicy, (rows, policy) => {
        const { differences: _, ...one } = judge(rows, policy, 0);
        const { differences: __, ...other } = judge(
          rows.map((row) => ({ ...row, difference: renamed(row.difference) })),
          { ...policy, accepted: policy.accepted.map((each) => ({ ...each, id: `renamed ${each.id}` })) },
          0,
        );
        expect(other).toEqual(one);
      }),
    );
  });

  it('changes the sign of its excesses when candidate and twin change places', () => {
    const classes: Record<ComparisonRow['class'], ComparisonRow['class']> = {
      same: 'same',
      differs: 'mirrored',
      mirrored: 'differs',
      flickered: 'flickered',
      'not-comparable': 'not-comparable',
      missing: 'missing',
    };
    const exchanged = (row: ComparisonRow): ComparisonRow => ({
      ...row,
      class: classes[row.class],
      // What reproduced the control in a flickered row is then the other side.
      reproduced: row.class === 'flickered' ? !row.reproduced : row.reproduced,
      twinFailed: row.candidateFailed,
      candidateFailed: row.twinFailed,
    });
    const tolerant = policyWith({ ...smallPolicy, alphaFail: 0.001, differences: 0.2 });
    fc.assert(
      fc.property(anyStream, (rows) => {
        const one = judge(rows, tolerant, 0).criteria;
        const other = judge(rows.map(exchanged), tolerant, 0).criteria;
        for (const name of ['differences', 'errors'] as const) {
          const both = [one[name], other[name]];
          if (both.some(({ state, n }) => state === 'failed' || n === 0)) continue;
          expect((one[name].statistic ?? 0) + (other[name].statistic ?? 0)).toBe(0);
        }
      }),
    );
  });

  it('never passes without a row', () => {
    fc.assert(
      fc.property(anyPolicy, fc.integer({ min: 0, max: 1e12 }), fc.boolean(), (policy, nowMs, started) => {
        const verdict = judge([], started ? { ...policy, startedAtMs: 0 } : policy, nowMs);
        expect(['collecting', 'inconclusive']).toContain(verdict.decision);
        expect(verdict.reasons[0]).toBe('no-observations');
      }),
    );
  });

  it('passes only with every measured requirement proven and nothing failed', () => {
    fc.assert(
      fc.property(anyStream, anyPolicy, (rows, policy) => {
        const loose = { ...policy, measured: ['missing', 'fidelity', 'differences', 'errors'] as const };
        const verdict = judge(rows, { ...loose, measured: [...loose.measured] }, 5000);
        const required = requiredCriteria.filter((name) => loose.measured.some((each) => each === name));
        const proven = required.every((name) => verdict.criteria[name].state === 'proven');
        const failed = criterionNames.some((name) => verdict.criteria[name].state === 'failed');
        expect(verdict.decision === 'pass').toBe(proven && !failed);
      }),
    );
  });
});
