import { describe, expect, it } from 'vitest';
import type { Ruling } from '../../../bench/head-to-head/contenders.ts';
import type { Kind } from '../../../bench/head-to-head/kinds.ts';
import { byStream, notAhead, type Outcome, summaryOf } from '../../../bench/head-to-head/summary.ts';

function outcome(contender: string, kind: Kind, says: Ruling['says'], rows = 100): Outcome {
  return { contender, kind, says, rows, sees: 'all', soak: `${kind} soak` };
}

const outcomes = [
  outcome('ours', 'harmless', 'good', 3000),
  outcome('ours', 'harmless', 'nothing', 20_000),
  outcome('ours', 'wrong', 'bad', 200),
  outcome('ours', 'wrong', 'good', 5000),
  outcome('ours', 'unsound', 'nothing', 20_000),
  outcome('theirs', 'harmless', 'bad', 50),
  outcome('theirs', 'harmless', 'good', 400),
  outcome('theirs', 'wrong', 'bad', 300),
  outcome('theirs', 'wrong', 'bad', 500),
  outcome('theirs', 'unsound', 'good', 400),
];

describe('the head to head', () => {
  it('counts a harmless candidate called bad, and harm let through', () => {
    expect(summaryOf(outcomes)).toMatchObject({
      ours: {
        sees: 'all',
        'false alarms %': 0,
        'missed: wrong %': 50,
        'passed unjudged %': 0,
        'undecided %': 25,
      },
      theirs: { 'false alarms %': 50, 'missed: wrong %': 0, 'passed unjudged %': 100, 'undecided %': 0 },
    });
  });

  it('takes the median of rows where harm was called bad and the harmless good, and a dash without any', () => {
    expect(summaryOf(outcomes)).toMatchObject({
      ours: { 'rows to bad': 200, 'rows to good': 3000 },
      theirs: { 'rows to bad': 300, 'rows to good': 400 },
    });
    expect(summaryOf([outcome('ours', 'wrong', 'good')])).toMatchObject({
      ours: { 'rows to bad': '–', 'rows to good': '–' },
    });
  });

  it('names every figure of ours that another rule beats, beside the false alarms of that rule', () => {
    expect(notAhead(outcomes)).toEqual({
      'ours: missed: wrong %': { 'own figure': 50, best: 0, rule: 'theirs', 'false alarms %': 50 },
      'ours: rows to good': { 'own figure': 3000, best: 400, rule: 'theirs', 'false alarms %': 50 },
    });
  });

  it('names a figure that ours never came to and another rule did', () => {
    const never = outcomes.map((one) =>
      one.contender === 'ours' && one.says === 'bad' ? { ...one, says: 'nothing' as const } : one,
    );

    expect(notAhead(never)).toMatchObject({ 'ours: rows to bad': { 'own figure': '–', best: 300 } });
  });

  it('compares no figure of ours with another one of ours', () => {
    const alike = outcomes.map((one) =>
      one.contender === 'theirs' ? { ...one, contender: 'ours, too' } : one,
    );

    expect(notAhead(alike)).toEqual({});
  });

  it('shows each stream by itself: called bad, and let through', () => {
    expect(byStream(outcomes)).toEqual({
      'harmless soak': { ours: '0 / 50', theirs: '50 / 50' },
      'wrong soak': { ours: '50 / 50', theirs: '100 / 0' },
      'unsound soak': { ours: '0 / 0', theirs: '0 / 100' },
    });
  });
});
