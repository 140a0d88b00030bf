import { describe, expect, it } from 'vitest';
import { ScientistError } from '../../src/errors.ts';
import { harm } from '../../src/statistics/harm.ts';
import { judge } from '../../src/statistics/verdict.ts';
import { lostRow, policyWith, row } from './made-rows.ts';

const policy = policyWith();

/** Rows as a faulty writer would leave them: the types forbid most of this, a table does not. */
function faulty(column: string, value: unknown) {
  const made = row({ at: 5 });
  Reflect.set(made, column, value);
  return [row(), made];
}

describe('rows that no verdict may rest on', () => {
  it.each([
    ['an unknown class', 'class', 'similar'],
    ['an inherited name as class', 'class', 'toString'],
    ['no class', 'class', undefined],
    ['an unknown warmth', 'warmth', 'tepid'],
    ['a time that is no number', 'at', Number.NaN],
    ['an endless time', 'at', Number.POSITIVE_INFINITY],
    ['a time before the row above', 'at', -1],
    ['a negative duration', 'twinMs', -0.01],
    ['a duration that is no number', 'candidateMs', Number.NaN],
    ['an endless duration', 'candidateMs', Number.POSITIVE_INFINITY],
    ['more than a day', 'twinBilledMs', 86_400_001],
    ['no billed duration', 'candidateBilledMs', undefined],
  ])('are refused by row and column: %s', (_, column, value) => {
    const attempt = () => judge(faulty(column, value), policy, 0);
    expect(attempt).toThrow(ScientistError);
    expect(attempt).toThrow(/row 1 of the comparisons/);
    expect(attempt).toThrow(new RegExp(`${column} is`));
    expect(() => harm(faulty(column, value), policy, 'soak')).toThrow(ScientistError);
  });

  it('are told with what is allowed, what stands there and what to do', () => {
    const told = (column: string, value: unknown) => {
      const expected = expect.stringContaining(column);
      const remedy =
        'Load the rows again, ordered by write time and observation id; if it persists, report the row.';
      const found = `row 1 of the comparisons (counted from 0) has ${value} there`;
      return expect.objectContaining({ name: 'InvalidInput', story: { expected, found, remedy } });
    };
    const judging = (column: string, value: unknown) => () => judge(faulty(column, value), policy, 0);
    expect(judging('class', 'similar')).toThrow(told('class', '"similar"'));
    expect(judging('candidateBilledMs', undefined)).toThrow(told('candidateBilledMs', 'nothing'));
    expect(judging('class', 'similar')).toThrow(
      'class is one of same, differs, mirrored, flickered, not-comparable, missing',
    );
    expect(judging('warmth', 'tepid')).toThrow('warmth is one of warm, cold, mixed');
    expect(judging('at', -1)).toThrow('at is not before 0, the time of the row above');
  });

  it('do not include durations of nothing and of a whole day', () => {
    const longest = row({
      twinMs: 86_400_000,
      candidateMs: 0,
      twinBilledMs: 0,
      candidateBilledMs: 86_400_000,
    });
    expect(judge([longest], policy, 0).counts.rows).toBe(1);
  });

  it('do not include a missing row, whose durations nobody reads', () => {
    const lost = row({ ...lostRow, twinMs: Number.NaN });
    expect(judge([row(), lost], policy, 0).counts).toMatchObject({ rows: 2, missing: 1 });
  });

  it('do not include rows written at the same time', () => {
    expect(judge([row({ at: 7 }), row({ at: 7 })], policy, 0).counts.rows).toBe(2);
  });

  it('are not the only bad input: a time of the verdict that is no number is refused too', () => {
    expect(() => judge([row()], policy, Number.NaN)).toThrow(
      expect.objectContaining({
        name: 'InvalidInput',
        message: 'the time of the verdict is NaN; expected epoch milliseconds. Pass the present time.',
      }),
    );
  });
});
