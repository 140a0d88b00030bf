import { expect, test } from 'vitest';
import { consult } from '../../../scientist-runtime/core/definition-freshness.ts';

const nowMs = 1_764_000_000_000;
const seconds = (count: number): number => nowMs - count * 1_000;
const never = { failedAtMs: null, failuresInARow: 0 };

test.each([
  ['is asked for first while there is none', null, 'ask-first'],
  ['is used as it is when new', 0, 'use'],
  ['is used as it is until 15 s', 14.999, 'use'],
  ['is asked about beside from 15 s', 15, 'ask-beside'],
  ['is asked about beside until 30 s', 29.999, 'ask-beside'],
  ['is asked about before use from 30 s', 30, 'ask-first'],
  ['is asked about before use after an hour in a frozen environment', 3_600, 'ask-first'],
  ['is asked about before use where the clock was set back', -1, 'ask-first'],
])('a copy %s', (_, ageSeconds, consultation) => {
  const confirmedAtMs = ageSeconds === null ? null : seconds(ageSeconds);

  expect(consult({ confirmedAtMs, ...never }, nowMs)).toBe(consultation);
});

test.each([
  [1, 0.999, 'ask-beside'],
  [1, 1, 'ask-first'],
  [2, 1.999, 'ask-beside'],
  [4, 7.999, 'ask-beside'],
  [4, 8, 'ask-first'],
  [20, 14.999, 'ask-beside'],
  [20, 15, 'ask-first'],
])(
  'after %i failures in a row, the last %d s ago, an old copy is %s',
  (failuresInARow, ago, consultation) => {
    const freshness = { confirmedAtMs: seconds(60), failedAtMs: seconds(ago), failuresInARow };

    expect(consult(freshness, nowMs)).toBe(consultation);
  },
);

test('without a copy every request asks, however often that failed', () => {
  expect(consult({ confirmedAtMs: null, failedAtMs: nowMs, failuresInARow: 9 }, nowMs)).toBe('ask-first');
});
