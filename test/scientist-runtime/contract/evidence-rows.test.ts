import fc from 'fast-check';
import { expect, it } from 'vitest';
import { comparisonRowOf, evidenceRowOf } from '../../../scientist-runtime/contract/evidence-rows.ts';
import { anyRow } from '../../statistics/made-rows.ts';

it('any row comes back as it was written, through JSON too', () => {
  fc.assert(
    fc.property(anyRow, (row) => {
      expect(comparisonRowOf(JSON.parse(JSON.stringify(evidenceRowOf(row))))).toEqual(row);
    }),
  );
});

it.each([
  ['a class that is none', [0, 6, 1, 0, 0, 0, 1, 1, 1, 1]],
  ['a flag that is neither 0 nor 1', [0, 0, 2, 0, 0, 0, 1, 1, 1, 1]],
  ['a duration in words', [0, 0, 1, 0, 0, 0, 'fast', 1, 1, 1]],
  ['a column too few', [0, 0, 1, 0, 0, 0, 1, 1, 1]],
  ['a column too many', [0, 1, 1, 0, 0, 0, 1, 1, 1, 1, 'd1', 'd2']],
  ['a number for a difference', [0, 1, 1, 0, 0, 0, 1, 1, 1, 1, 7]],
])('%s is refused', (_, values) => {
  expect(() => comparisonRowOf(values)).toThrow(RangeError);
});
