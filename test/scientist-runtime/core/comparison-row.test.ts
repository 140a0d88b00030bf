import { describe, expect, it } from 'vitest';
import { comparisonRow, missingRow, type Seen } from '../../../scientist-runtime/core/comparison-row.ts';
import { differenceOf, type FoundDifference } from '../../../scientist-runtime/core/difference.ts';
import { persistentDifferences } from '../../../scientist-runtime/core/persistent-differences.ts';
import { madeObservation } from './made-observation.ts';

const found = (name: string): FoundDifference => ({
  difference: differenceOf(`/${name}`, 'value', 'string'),
  path: [name],
  control: 'a',
  other: 'b',
});
const idOf = (name: string) => found(name).difference.id;

const seen = (names: string[]): Seen => ({
  class: 'differs',
  reproduced: true,
  twinFailed: false,
  candidateFailed: false,
  times: {
    durationSource: 'wall',
    warmth: 'warm',
    twinMs: 1,
    candidateMs: 2,
    twinBilledMs: 1,
    candidateBilledMs: 2,
  },
  differences: names.map(found),
});

describe('a row', () => {
  it('names observation, place in the sequence and what front added, and is kept for thirty days', () => {
    expect(comparisonRow(madeObservation(), 'round-pr1', seen(['a']), [], 5_000_500)).toMatchObject({
      at: 5_000_500,
      observationId: 'o-1',
      evidenceKey: 'key',
      candidateId: 'round-pr1',
      environmentId: 'env-1',
      sequence: 7,
      addedMs: 0.7,
      expiresAtSeconds: 5_000 + 2_592_000,
      missingReason: null,
    });
  });

  it.each([
    ['the first difference', ['a', 'b'], [], 'a'],
    ['an unaccepted one if there is any', ['a', 'b'], ['a'], 'b'],
    ['an accepted one if all are', ['a', 'b'], ['b', 'a'], 'a'],
  ])('names %s', (_, names, accepted, expected) => {
    const row = comparisonRow(madeObservation(), 'c', seen(names), accepted.map(idOf), 1);
    expect(row.difference).toBe(idOf(expected));
  });

  it('names no difference where there is none', () => {
    expect(comparisonRow(madeObservation(), 'c', seen([]), [], 1)).toMatchObject({
      difference: null,
      pointers: [],
    });
  });

  it('names each place once, ten at most', () => {
    const twice = comparisonRow(madeObservation(), 'c', seen(['a', 'a', 'b']), [], 1);
    expect(twice.pointers).toEqual(['/a', '/b']);
    const many = comparisonRow(madeObservation(), 'c', seen([...'abcdefghijklmn']), [], 1);
    expect(many.pointers).toHaveLength(10);
  });
});

describe('a missing row', () => {
  it('says why, and counts neither as reproduced nor as failed', () => {
    expect(missingRow(madeObservation(), 'c', 'throttled', 1)).toMatchObject({
      class: 'missing',
      missingReason: 'throttled',
      reproduced: false,
      twinFailed: false,
      candidateFailed: false,
      difference: null,
      sequence: 7,
    });
  });
});

describe('differences that last', () => {
  it('are those of the first asking that every repeat showed', () => {
    const lasting = persistentDifferences(
      [found('a'), found('b'), found('c')],
      [
        [found('b'), found('a')],
        [found('b'), found('x')],
      ],
    );
    expect(lasting).toEqual([found('b')]);
  });

  it('are all of the first asking where the repeats showed others', () => {
    expect(persistentDifferences([found('a')], [[found('b')]])).toEqual([found('a')]);
  });

  it('are all of the first asking without repeats', () => {
    expect(persistentDifferences([found('a'), found('b')], [])).toEqual([found('a'), found('b')]);
  });
});
