import { describe, expect, it } from 'vitest';
import { soaks } from '../../../prove/soaks/catalogue.ts';
import type { ComparisonRow } from '../../../scientist-runtime/contract/comparison.ts';
import { checkRows } from '../../../src/statistics/check-rows.ts';

const made = new Map<string, readonly ComparisonRow[]>();

/** Rows of several soaks of a stream, made once. */
function rowsOf(name: string, seeds: number): readonly ComparisonRow[] {
  const known = made.get(name);
  if (known !== undefined) return known;
  const soak = soaks.find((one) => one.name === name);
  if (soak === undefined) throw new Error(`no stream ${name}`);
  const rows = Array.from({ length: seeds }, (_, seed) => [...soak.rows(seed)]).flat();
  made.set(name, rows);
  return rows;
}

function partOf(rows: readonly ComparisonRow[], holds: (row: ComparisonRow) => boolean): number {
  return rows.filter(holds).length / rows.length;
}

function meanOf(rows: readonly ComparisonRow[], value: (row: ComparisonRow) => number): number {
  return rows.reduce((sum, row) => sum + value(row), 0) / rows.length;
}

describe('a stream', () => {
  it('has a name of its own, on which its rows depend', () => {
    expect(new Set(soaks.map(({ name }) => name)).size).toBe(soaks.length);
  });

  it.each(soaks)(
    'makes rows that a verdict takes, as many as the cap, the same for a seed: $name',
    (soak) => {
      const rows = [...soak.rows(3)];
      expect(rows).toHaveLength(soak.policy.rowCap);
      expect(() => checkRows(rows)).not.toThrow();
      const again = soak.rows(3)[Symbol.iterator]();
      expect(rows.slice(0, 200).map(() => again.next().value)).toEqual(rows.slice(0, 200));
      expect(soak.rows(4)[Symbol.iterator]().next().value).not.toEqual(rows[0]);
    },
  );

  it.each(soaks)('either claims something or says what to do, never both: $name', ({ claims, remedy }) => {
    expect(Object.keys(claims).length > 0).toBe(remedy === undefined);
  });
});

// The figures lie within four standard errors at these numbers of rows, which seeds fix.
describe('a candidate at every margin', () => {
  const both = ['at every margin, api', 'at every margin, stalls'];

  it.each(both)('is slower than the limit in half of the requests: %s', (name) => {
    const rows = rowsOf(name, 8);
    const slower = partOf(rows, ({ twinMs, candidateMs }) => candidateMs > 1.05 * twinMs + 5);
    expect(Math.abs(slower - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / rows.length));
  });

  it.each(both)(
    'exceeds 1.2 times any slow duration plus 5 ms as often as the twin reaches it: %s',
    (name) => {
      const rows = rowsOf(name, 8);
      for (const slowMs of [150, 200, 300]) {
        const votes = rows.filter(
          ({ twinMs, candidateMs }) => candidateMs > 1.2 * slowMs + 5 !== twinMs >= slowMs,
        );
        const against = partOf(votes, ({ candidateMs }) => candidateMs > 1.2 * slowMs + 5);
        expect(Math.abs(against - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / votes.length));
      }
    },
  );

  it.each(both)('fails and differs in 0.5 % of the requests: %s', (name) => {
    const rows = rowsOf(name, 8);
    const error = 4 * Math.sqrt(0.006 / rows.length);
    const excess = meanOf(rows, (row) => Number(row.candidateFailed) - Number(row.twinFailed));
    expect(Math.abs(excess - 0.005)).toBeLessThan(error);
    expect(Math.abs(partOf(rows, (row) => row.class === 'differs') - 0.005)).toBeLessThan(error);
  });

  it.each(both)('bills what the twin bills, with 5 % more memory: %s', (name) => {
    const rows = rowsOf(name, 8);
    const excess = (row: ComparisonRow) => row.candidateBilledMs - row.twinBilledMs;
    const deviation = Math.sqrt(meanOf(rows, (row) => excess(row) ** 2));
    expect(Math.abs(meanOf(rows, excess))).toBeLessThan((4 * deviation) / Math.sqrt(rows.length));
    expect(soaks.find((soak) => soak.name === name)?.policy.memoryGb).toEqual({ twin: 1, candidate: 1.05 });
  });
});

describe('bursts', () => {
  it.each([3, 10, 30])('are about %i long and together as frequent as the limit', (length) => {
    const rows = rowsOf(`errors in bursts of ${length}`, 8);
    const failed = rows.filter(({ candidateFailed, twinFailed }) => candidateFailed && !twinFailed).length;
    const starts = rows.filter(
      ({ candidateFailed }, index) => candidateFailed && !(rows[index - 1]?.candidateFailed ?? false),
    ).length;
    // Single transient errors are counted among them: 0.05 % beside 0.5 %.
    const transient = 0.0005 * rows.length;
    expect((failed - transient) / (starts - transient) / length).toBeCloseTo(1, 0);
    expect((failed - transient) / rows.length / 0.005).toBeCloseTo(1, 0);
  });
});

it('what is lost while throttled is half of 400 rows, and none later', () => {
  const rows = rowsOf('throttled for a while', 1);
  const lost = rows.flatMap((row, index) => (row.class === 'missing' ? [index] : []));
  expect(lost.length).toBeGreaterThan(160);
  expect(lost.length).toBeLessThan(240);
  expect(Math.min(...lost)).toBeGreaterThanOrEqual(1000);
  expect(Math.max(...lost)).toBeLessThan(1400);
});
