import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEnd, type SoakEnd, soakEnd } from '../../../prove/false-alarms/soak-end.ts';
import { soaks } from '../../../prove/soaks/catalogue.ts';
import type { ComparisonRow } from '../../../scientist-runtime/contract/comparison.ts';
import { criterionNames } from '../../../src/statistics/criterion.ts';
import type { VerdictPolicy } from '../../../src/statistics/policy.ts';
import { judge } from '../../../src/statistics/verdict.ts';
import { anyStream, lostRow, policyWith, row, smallPolicy, times } from '../../statistics/made-rows.ts';

/** What soakEnd promises, done as it says: every look is judged. */
function endOfEveryLook(
  rows: readonly ComparisonRow[],
  policy: VerdictPolicy,
  lookEveryRows: number,
): SoakEnd {
  let firstInvalidRows: number | null = null;
  for (let look = lookEveryRows; ; look += lookEveryRows) {
    const prefix = rows.slice(0, Math.min(look, policy.rowCap));
    const { decision } = judge(prefix, policy, prefix.at(-1)?.at ?? 0);
    if (decision === 'invalid') firstInvalidRows ??= prefix.length;
    if (isEnd(decision) || prefix.length === policy.rowCap) {
      return { decision, rows: prefix.length, firstInvalidRows };
    }
  }
}

/** Rows a second apart. */
function spaced(rows: readonly ComparisonRow[]): ComparisonRow[] {
  return rows.map((each, index) => ({ ...each, at: 1000 * index }));
}

const anyPolicy: fc.Arbitrary<Partial<VerdictPolicy>> = fc.record({
  differences: fc.constantFrom<VerdictPolicy['differences']>('none', 0.02, 0.2),
  accepted: fc.constantFrom([], [{ id: 'a', rateCap: 0.1 }]),
  costFloorPerRequest: fc.constantFrom(0, 5),
  soakMaxMs: fc.constantFrom(30_000, 86_400_000),
  fidelity: fc.constantFrom(0.3, 0.7),
  alphaHealth: fc.constantFrom(0.001, 0.3),
  errorTolerance: fc.constantFrom(0.1, 0.6),
});

describe('the end of a soak', () => {
  it('is the one that judging at every look gives, whatever the rows', () => {
    const decisions = new Set<string>();
    fc.assert(
      fc.property(
        anyStream.filter((rows) => rows.length > 0).map(spaced),
        anyPolicy,
        fc.integer({ min: 1, max: 7 }),
        (rows, changes, lookEveryRows) => {
          const policy = policyWith({ ...smallPolicy, ...changes, rowCap: rows.length });
          const end = soakEnd(rows, policy, lookEveryRows);
          decisions.add(end.firstInvalidRows === null ? end.decision : `${end.decision} after invalid`);
          expect(end).toEqual(endOfEveryLook(rows, policy, lookEveryRows));
        },
      ),
      { numRuns: 1500, seed: 1 },
    );
    // A property that never met some end would say nothing about it.
    expect([...decisions]).toEqual(
      expect.arrayContaining(['fail', 'inconclusive', 'invalid after invalid', 'fail after invalid']),
    );
  });

  // Loose enough for 1,000 rows to decide something; without cost, which is silent for as long, some pass before.
  const loose = { rowCap: 1030, differencesClaim: 0.01, errorTolerance: 0.02 };
  const withoutCost = criterionNames.filter((name) => name !== 'cost');

  it.each(soaks)('is the one that judging at every look gives: $name', (soak) => {
    for (const changes of [loose, { ...loose, measured: withoutCost }]) {
      const policy = { ...soak.policy, ...changes };
      expect(soakEnd(soak.rows(1), policy, 50)).toEqual(endOfEveryLook([...soak.rows(1)], policy, 50));
    }
  });

  it('is a pass after a burst of losses has gone by', () => {
    const rows = spaced([...times(100), ...times(60, lostRow), ...times(2900)]);
    const policy = policyWith({ rowCap: rows.length, soakMaxMs: 86_400_000 });
    const end = soakEnd(rows, policy, 20);
    expect(end).toEqual(endOfEveryLook(rows, policy, 20));
    expect(end).toMatchObject({ decision: 'pass', firstInvalidRows: 120 });
  });

  it('waits for a failure that an invalid experiment hides', () => {
    const rows = spaced([
      ...times(20, { reproduced: false, class: 'not-comparable' }),
      row({ class: 'differs', difference: 'a' }),
      ...times(400),
    ]);
    const policy = policyWith({ rowCap: rows.length });
    const end = soakEnd(rows, policy, 10);
    expect(end).toEqual(endOfEveryLook(rows, policy, 10));
    expect(end).toMatchObject({ decision: 'fail', firstInvalidRows: 10 });
    expect(end.rows).toBeGreaterThan(30);
  });

  it('is refused for a soak with too few rows', () => {
    expect(() => soakEnd(times(3), policyWith({ rowCap: 4 }), 50)).toThrow('3 rows of 4');
  });
});
