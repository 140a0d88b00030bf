import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredComparison } from '../../../scientist-runtime/contract/comparison.ts';
import { orderRows } from '../../../scientist-runtime/contract/comparison-order.ts';
import { madeComparison } from './made-comparison.ts';

const minute = 60_000;
const later = 100 * minute;

const row = (at: number, observationId: string, sequence: number, environmentId = 'env-1') =>
  madeComparison({ at, observationId, sequence, environmentId });
const idsOf = (rows: readonly StoredComparison[]) => rows.map(({ observationId }) => observationId);

describe('the order of rows', () => {
  it('is by write time, then by observation id', () => {
    const rows = [row(2_000, 'a', 2), row(1_000, 'c', 1), row(2_000, 'B', 3)];
    expect(idsOf(orderRows(rows, later).rows)).toEqual(['c', 'B', 'a']);
  });

  it('leaves out what is younger than five seconds', () => {
    const rows = [row(10_000, 'old', 1), row(10_001, 'young', 2)];
    expect(idsOf(orderRows(rows, 15_000).rows)).toEqual(['old']);
  });

  it('only grows at its end while time passes, apart from holes', () => {
    const written = fc.array(
      fc.record({ at: fc.nat(60_000), id: fc.uuid(), environment: fc.constantFrom('e1', 'e2') }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(written, fc.nat(70_000), fc.nat(10_000), (list, nowMs, passedMs) => {
        const rows = list.map(({ at, id, environment }, index) => row(at, id, index + 1, environment));
        const visible = (at: number) =>
          idsOf(
            orderRows(
              rows.filter((candidate) => candidate.at <= at),
              at,
            ).rows.filter(isWritten),
          );
        const before = visible(nowMs);
        expect(visible(nowMs + passedMs).slice(0, before.length)).toEqual(before);
      }),
    );
  });

  it('does not depend on the order in which rows were read', () => {
    const rows = [row(1_000, 'a', 1), row(1_000, 'b', 4), row(3_000, 'c', 9), row(2_000, 'd', 1, 'env-2')];
    expect(orderRows([...rows].reverse(), later)).toEqual(orderRows(rows, later));
  });
});

function isWritten(candidate: StoredComparison): boolean {
  return candidate.missingReason !== 'lost';
}

describe('a hole in an environment’s sequence', () => {
  it('becomes missing rows at the time of the environment’s next row', () => {
    const { rows } = orderRows([row(1_000, 'a', 1), row(2_000, 'b', 4), row(1_500, 'x', 1, 'env-2')], later);
    expect(idsOf(rows)).toEqual(['a', 'x', 'env-1:2', 'env-1:3', 'b']);
    expect(rows[2]).toMatchObject({ at: 2_000, class: 'missing', sequence: 2, missingReason: 'lost' });
  });

  it('at the very start counts as well, because sequences begin at 1', () => {
    expect(idsOf(orderRows([row(1_000, 'a', 3)], later).rows)).toEqual(['env-1:1', 'env-1:2', 'a']);
  });

  it('is waited for until the queue’s retention is over', () => {
    const rows = [row(1_000, 'a', 1), row(2_000, 'b', 3)];
    expect(orderRows(rows, 2_000 + 15 * minute - 1).rows).toHaveLength(2);
    expect(orderRows(rows, 2_000 + 15 * minute).rows).toHaveLength(3);
  });

  it('is none where rows came in another order than they were handed on', () => {
    expect(orderRows([row(1_000, 'b', 2), row(2_000, 'a', 1)], later).rows).toHaveLength(2);
  });

  it('makes the number of rows the number of attempts', () => {
    const sequences = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1 });
    fc.assert(
      fc.property(sequences, sequences, (first, second) => {
        const rows = [
          ...first.map((sequence) => row(sequence, `a${sequence}`, sequence)),
          ...second.map((sequence) => row(100 - sequence, `b${sequence}`, sequence, 'env-2')),
        ];
        expect(orderRows(rows, later).rows).toHaveLength(Math.max(...first) + Math.max(...second));
      }),
    );
  });

  it('of absurd size is filled no further than any verdict needs', () => {
    expect(orderRows([row(1_000, 'a', 1_000_000_000)], later).rows).toHaveLength(100_001);
  });
});

describe('the source of durations', () => {
  it('is that of the first row that is not missing; others become mixed', () => {
    const { rows, durationSource } = orderRows(
      [
        madeComparison({ at: 1, class: 'missing', durationSource: 'wall', warmth: 'mixed', sequence: 1 }),
        madeComparison({ at: 2, observationId: 'o-2', durationSource: 'report', sequence: 2 }),
        madeComparison({ at: 3, observationId: 'o-3', durationSource: 'wall', sequence: 3 }),
      ],
      later,
    );
    expect(durationSource).toBe('report');
    expect(rows.map(({ warmth }) => warmth)).toEqual(['mixed', 'warm', 'mixed']);
  });

  it('is unknown without rows', () => {
    expect(orderRows([], later)).toEqual({ rows: [], durationSource: null });
  });
});
