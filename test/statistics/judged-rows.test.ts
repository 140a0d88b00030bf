import { describe, expect, it } from 'vitest';
import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import { isJudged, judgedRows } from '../../src/statistics/judged-rows.ts';
import { lostRow, policyWith, row } from './made-rows.ts';

const policy = policyWith({ accepted: [{ id: 'a', rateCap: 0.1 }] });
const strayed: Partial<ComparisonRow> = { class: 'not-comparable', reproduced: false };
const flickered = (changes: Partial<ComparisonRow> = {}): Partial<ComparisonRow> => ({
  class: 'flickered',
  difference: 'b',
  ...changes,
});

describe('a row', () => {
  it.each<[string, Partial<ComparisonRow>, -1 | 0 | 1, boolean]>([
    ['without a difference', {}, 0, false],
    ['in which the candidate differs', { class: 'differs', difference: 'b' }, 1, false],
    ['in which the twin differs', { class: 'mirrored', reproduced: false, difference: 'b' }, -1, false],
    ['in which a difference has no id', { class: 'differs', difference: null }, 1, false],
    ['in which the candidate flickered', flickered(), 1, true],
    ['in which the twin flickered', flickered({ reproduced: false }), -1, true],
    ['in which the candidate flickered by failing', flickered({ candidateFailed: true }), 0, true],
    ['in which the twin flickered by failing', flickered({ reproduced: false, twinFailed: true }), 0, true],
    [
      'in which the candidate failed as twin and control did, but otherwise',
      flickered({ candidateFailed: true, twinFailed: true }),
      1,
      true,
    ],
    [
      'in which the twin failed as candidate and control did, but otherwise',
      flickered({ reproduced: false, candidateFailed: true, twinFailed: true }),
      -1,
      true,
    ],
    [
      'in which the twin flickered where candidate and control failed',
      flickered({ reproduced: false, candidateFailed: true }),
      -1,
      true,
    ],
  ])('%s bears on differences', (_, changes, sign, isFlicker) => {
    expect(judgedRows([row(strayed), row(changes)], policy)).toEqual([
      { rowIndex: 1, sign, accepted: null, isFlicker },
    ]);
  });

  it.each<[string, Partial<ComparisonRow>, string | null]>([
    ['counts towards it where it lasts', { class: 'differs' }, 'a'],
    ['counts towards nothing where the twin shows it', { class: 'mirrored', reproduced: false }, null],
    ['counts towards nothing where it flickers', { class: 'flickered' }, null],
  ])('with an accepted difference has no sign, and %s', (_, changes, accepted) => {
    expect(judgedRows([row({ difference: 'a', ...changes })], policy)).toEqual([
      { rowIndex: 0, sign: 0, accepted, isFlicker: false },
    ]);
  });

  it('that flickered by failing is the flicker it is, be its difference accepted or not', () => {
    const failing = row(flickered({ difference: 'a', candidateFailed: true }));
    expect(judgedRows([failing], policy)).toEqual([
      { rowIndex: 0, sign: 0, accepted: null, isFlicker: true },
    ]);
  });

  it.each([
    ['in which both left the control’s answer', strayed],
    ['that was lost', lostRow],
  ])('%s is not judged', (_, changes) => {
    expect(judgedRows([row(changes)], policy)).toEqual([]);
    expect(isJudged(row(changes))).toBe(false);
  });
});
