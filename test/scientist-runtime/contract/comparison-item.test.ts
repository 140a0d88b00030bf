import { describe, expect, it } from 'vitest';
import {
  comparisonItemOf,
  comparisonPartition,
  parseComparisonItem,
} from '../../../scientist-runtime/contract/comparison-item.ts';
import { madeComparison } from './made-comparison.ts';

describe('a row in the comparisons table', () => {
  const row = madeComparison({ class: 'differs', difference: 'd1', pointers: ['/a'] });
  const item = comparisonItemOf(row);

  it('is keyed by evidence key and candidate, then observation', () => {
    expect(item).toMatchObject({ pk: 'key#round-pr1', sk: 'o-1' });
    expect(comparisonPartition('key', 'round-pr1')).toBe(item.pk);
  });

  it('is read back as it was written', () => {
    expect(parseComparisonItem(JSON.parse(JSON.stringify(item)))).toEqual(row);
  });

  it.each([
    ['an unknown class', { class: 'odd' }],
    ['an unknown warmth', { warmth: 'tepid' }],
    ['a negative duration', { twinMs: -1 }],
    ['no evidence key', { pk: 'round-pr1' }],
  ])('with %s is an error and not skipped', (_, change) => {
    expect(() => parseComparisonItem({ ...item, ...change })).toThrow();
  });
});
