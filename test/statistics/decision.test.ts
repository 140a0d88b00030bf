import { describe, expect, it } from 'vitest';
import { criterionNames } from '../../src/statistics/criterion.ts';
import { minimumFromMs } from '../../src/statistics/soak-clock.ts';
import { judge } from '../../src/statistics/verdict.ts';
import { lostRow, policyWith, row, times } from './made-rows.ts';

const hour = 3_600_000;
const essentials = ['missing', 'fidelity', 'differences', 'errors'] as const;
const small = policyWith({
  measured: [...essentials],
  differencesClaim: 0.01,
  errorTolerance: 0.01,
  soakMinMs: hour,
  soakMaxMs: 24 * hour,
});

describe('the clock of a soak', () => {
  it('never reaches the minimum without a row, however long it waited', () => {
    const verdict = judge([], { ...small, soakMinMs: 0, startedAtMs: 0 }, 23 * hour);
    expect(verdict.decision).toBe('collecting');
    expect(verdict.reasons).toContain('soak-time-not-reached');
  });

  it('ends inconclusive at the maximum when not one row came', () => {
    const verdict = judge([], { ...small, startedAtMs: 0 }, 24 * hour);
    expect(verdict.decision).toBe('inconclusive');
    expect(verdict.reasons.slice(0, 3)).toEqual([
      'no-observations',
      'soak-time-not-reached',
      'soak-time-exhausted',
    ]);
  });

  it('counts the minimum from the first row and the maximum from the start', () => {
    const late = times(10, { at: 23.5 * hour });
    expect(judge(late, { ...small, startedAtMs: 0 }, 23.6 * hour).reasons).toContain('soak-time-not-reached');
    expect(judge(late, { ...small, startedAtMs: 0 }, 24 * hour).decision).toBe('inconclusive');
    expect(judge(late, small, 24 * hour).decision).toBe('collecting');
  });

  it('has no time to count the minimum from before the first row', () => {
    expect(minimumFromMs([], { ...small, startedAtMs: 0 })).toBeUndefined();
  });

  it('counts the minimum anew where a soak was taken up again with the rows it had', () => {
    const before = times(500, { at: 1 * hour });
    const resumed = { ...small, startedAtMs: 5 * hour };
    expect(judge(before, resumed, 5.9 * hour)).toMatchObject({
      decision: 'collecting',
      reasons: ['soak-time-not-reached'],
    });
    expect(judge(before, resumed, 6 * hour).decision).toBe('pass');
  });

  it('says both where the maximum ends a soak before its minimum, all proven', () => {
    const late = times(500, { at: 23.5 * hour });
    expect(judge(late, { ...small, startedAtMs: 0 }, 24 * hour)).toMatchObject({
      decision: 'inconclusive',
      reasons: ['soak-time-not-reached', 'soak-time-exhausted'],
    });
  });

  it('starts with a missing row as with any other', () => {
    const rows = [row({ ...lostRow }), ...times(500, { at: hour })];
    expect(judge(rows, small, hour).decision).toBe('pass');
  });

  it('holds a pass back until the minimum', () => {
    expect(judge(times(500), small, hour - 1).reasons).toEqual(['soak-time-not-reached']);
    expect(judge(times(500), small, hour).decision).toBe('pass');
  });

  it('still passes after the maximum when all is proven', () => {
    expect(judge(times(500), small, 25 * hour).decision).toBe('pass');
  });

  it('ends at the row cap only after the minimum', () => {
    const capped = { ...small, rowCap: 50 };
    expect(judge(times(50), capped, 0).decision).toBe('collecting');
    expect(judge(times(50), capped, hour)).toMatchObject({
      decision: 'inconclusive',
      reasons: ['row-cap-reached', 'unproven-differences', 'unproven-errors'],
    });
  });

  it('names both ends when both are reached', () => {
    const { reasons } = judge(times(50), { ...small, rowCap: 50 }, 24 * hour);
    expect(reasons.slice(0, 2)).toEqual(['soak-time-exhausted', 'row-cap-reached']);
  });

  it('does not make a failure wait', () => {
    expect(judge([row({ class: 'differs', difference: 'a' })], small, 0)).toMatchObject({
      decision: 'fail',
      reasons: ['unexplained-difference'],
    });
  });
});

describe('a criterion that the policy leaves out', () => {
  it('is named, and neither open nor proven', () => {
    const verdict = judge(times(500), small, hour);
    expect(verdict.notMeasured).toEqual(['latency', 'tail', 'tailGuard', 'cost']);
    for (const name of verdict.notMeasured) {
      expect(verdict.criteria[name]).toMatchObject({
        state: 'not-measured',
        n: 0,
        statistic: null,
        bound: null,
      });
    }
  });

  it.each(criterionNames)('is none that the policy names: %s', (name) => {
    const measured = [...new Set([...essentials, name])];
    const { criteria, notMeasured } = judge(times(500), { ...small, warmUpPairs: 0, measured }, hour);
    const left = criterionNames.filter((each) => criteria[each].state === 'not-measured');
    expect(left).toEqual(criterionNames.filter((each) => !measured.includes(each)));
    expect(notMeasured).toEqual(left);
    expect(left.filter((each) => criteria[each].n !== 0)).toEqual([]);
  });

  it('cannot fail', () => {
    const slow = times(500, { candidateMs: 900 });
    expect(judge(slow, small, hour).decision).toBe('pass');
    expect(judge(slow, { ...small, measured: [...essentials, 'latency'] }, hour).reasons).toEqual([
      'latency',
    ]);
  });
});

describe('what a verdict counts', () => {
  const rows = [
    ...times(6),
    row({ class: 'differs', difference: 'b' }),
    ...times(2, { class: 'differs', difference: 'a' }),
    row({ class: 'differs', difference: 'd' }),
    row({ class: 'differs', difference: null }),
    row({ class: 'differs', difference: 'c' }),
    ...times(2, { class: 'mirrored', reproduced: false, difference: 'b' }),
    row({ class: 'flickered', difference: 'a' }),
    row({ class: 'not-comparable', reproduced: false }),
    ...times(2, lostRow),
  ];

  it('adds up over the classes', () => {
    const verdict = judge(rows, small, 0);
    expect(verdict.counts).toEqual({
      rows: 18,
      observed: 16,
      judged: 15,
      same: 6,
      differs: 6,
      mirrored: 2,
      flickered: 1,
      notComparable: 1,
      missing: 2,
    });
    expect(verdict.judgedShare).toBe(15 / 16);
  });

  it.each([[['b', null, 'a']], [[null, 'b', 'a']], [['a', 'b', null]]])(
    'lists equally frequent differences by id, in whatever order they came: %o',
    (ids) => {
      const seen = ids.map((difference) => row({ class: 'differs', difference }));
      expect(judge(seen, small, 0).differences.map(({ id }) => id)).toEqual(['a', 'b', null]);
    },
  );

  it('lists equally frequent differences by how often the twin showed them', () => {
    const mirrored = ['b', 'c', 'b', 'd', 'c', 'b'].map((difference) =>
      row({ class: 'mirrored', reproduced: false, difference }),
    );
    const seen = ['a', 'b', 'c', 'd'].map((difference) => row({ class: 'differs', difference }));
    const { differences } = judge([...seen, ...mirrored], small, 0);
    expect(differences.map(({ id, count, mirrored }) => [id, count, mirrored])).toEqual([
      ['b', 1, 3],
      ['c', 1, 2],
      ['d', 1, 1],
      ['a', 1, 0],
    ]);
  });

  it('has no judged share while nothing was observed', () => {
    expect(judge(times(2, lostRow), small, 0).judgedShare).toBeNull();
    expect(judge([row({ class: 'not-comparable' })], small, 0).judgedShare).toBe(0);
  });

  it('lists differences by frequency, mirrored ones beside, flickered ones not at all', () => {
    expect(judge(rows, small, 0).differences).toEqual([
      { id: 'a', count: 2, mirrored: 0 },
      { id: 'b', count: 1, mirrored: 2 },
      { id: 'c', count: 1, mirrored: 0 },
      { id: 'd', count: 1, mirrored: 0 },
      { id: null, count: 1, mirrored: 0 },
    ]);
  });
});

describe('the forecast', () => {
  // The specification's own list of rows that clean data need.
  it.each([
    ['fidelity', 37],
    ['latency', 26],
    ['errors', 821],
    ['differences', 2995],
  ] as const)('comes true on clean rows: %s is proven after %d', (name, rows) => {
    const policy = policyWith();
    expect(judge(times(rows - 1), policy, 0).criteria[name].state).toBe('open');
    expect(judge(times(rows), policy, 0).criteria[name].state).toBe('proven');
    if (name !== 'latency') expect(judge(times(30), policy, 0).rowsStillNeeded[name]).toBe(rows - 30);
  });

  it('counts in rows, by the part of them that bore on the criterion so far', () => {
    const judged = judge(times(30), policyWith(), 0).rowsStillNeeded.differences ?? 0;
    const rows = [...times(30), ...times(70, { class: 'not-comparable' })];
    expect(judge(rows, policyWith(), 0).rowsStillNeeded.differences).toBe(Math.ceil((judged * 100) / 30));
  });

  it('is unknown while no row bore on the criterion', () => {
    const strayed = times(3, { class: 'not-comparable', warmth: 'mixed' });
    expect(judge(strayed, policyWith(), 0).rowsStillNeeded).toMatchObject({
      differences: null,
      latency: null,
      tail: null,
      cost: null,
    });
  });

  it('is made for open requirements only, and unknown where nothing was seen or nothing would come of it', () => {
    const { rowsStillNeeded } = judge(
      [...times(40), ...times(4, { candidateFailed: true })],
      policyWith(),
      0,
    );
    expect(Object.keys(rowsStillNeeded)).toEqual(['differences', 'errors', 'tail', 'cost']);
    expect(rowsStillNeeded).toMatchObject({ errors: null, tail: null });
    expect(rowsStillNeeded.cost).toBeGreaterThanOrEqual(1000 - 24);
  });
});
