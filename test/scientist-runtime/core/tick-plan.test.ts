import { describe, expect, it } from 'vitest';
import type { StoredComparison } from '../../../scientist-runtime/contract/comparison.ts';
import { changeReleases } from '../../../scientist-runtime/contract/release-changes.ts';
import type { ReleaseRecord, Releases } from '../../../scientist-runtime/contract/releases.ts';
import { tickEntry } from '../../../scientist-runtime/core/tick-journal.ts';
import { planTick, type SeenRelease } from '../../../scientist-runtime/core/tick-plan.ts';
import { madeComparison } from '../contract/made-comparison.ts';
import { controlArn, madeRelease, promotedArn, releasesWith } from '../contract/made-releases.ts';

const during = 2_000_000;
const ended = 4_600_000;

const rows = (count: number, changes: Partial<StoredComparison> = {}): StoredComparison[] =>
  Array.from({ length: count }, (_, index) => madeComparison({ sequence: index + 1, ...changes }));

interface Case {
  release?: Partial<ReleaseRecord>;
  seen?: Partial<SeenRelease>;
  nowMs?: number;
}

function plan({ release = {}, seen = {}, nowMs = during }: Case): string[] {
  const releases = releasesWith({ 'round-pr1': madeRelease(release) });
  const look = new Map([['round-pr1', { rows: [], harm: [], ...seen }]]);
  return planTick(releases, look, nowMs).map(({ change, because }) => `${change.kind}: ${because}`);
}

describe('shadowing is stopped', () => {
  it.each([
    ['its time is over', { nowMs: ended }, ['stop-shadowing: its time of 60 min is over']],
    ['its time is not over', { nowMs: ended - 1 }, []],
    [
      'its rows are reached',
      { release: { rowCap: 5 }, seen: { rows: rows(5) } },
      ['stop-shadowing: 5 rows are reached'],
    ],
    [
      'front adds too much',
      { seen: { rows: rows(20, { addedMs: 51.2 }) } },
      ['stop-shadowing: front added 51 ms to requests (95th percentile, limit 50 ms)'],
    ],
    ['front adds much, in too few rows to say', { seen: { rows: rows(19, { addedMs: 900 }) } }, []],
    [
      'front adds much in seven requests of twenty, as its own cold starts may',
      { seen: { rows: [...rows(13), ...rows(7, { addedMs: 900 })] }, release: { ramp: rampAtEnd() } },
      [],
    ],
    [
      'front adds much in eight requests of twenty, which is no accident',
      { seen: { rows: [...rows(12), ...rows(8, { addedMs: 900 })] } },
      ['stop-shadowing: front added 900 ms to requests (95th percentile, limit 50 ms)'],
    ],
    [
      'front adds much in a tenth of many requests, which may still be a twentieth',
      { seen: { rows: [...rows(180), ...rows(20, { addedMs: 900 })] }, release: { ramp: rampAtEnd() } },
      [],
    ],
    [
      'front adds much in a seventh of many requests',
      { seen: { rows: [...rows(170), ...rows(30, { addedMs: 60 })] } },
      ['stop-shadowing: front added 60 ms to requests (95th percentile, limit 50 ms)'],
    ],
    [
      'front added much long ago',
      { seen: { rows: [...rows(50, { addedMs: 900 }), ...rows(200)] }, release: { ramp: rampAtEnd() } },
      [],
    ],
    [
      'the candidate harms',
      { seen: { harm: ['errors', 'latency'] } },
      ['stop-shadowing: harm seen: errors, latency'],
    ],
    ['it is off already', { release: { shadowing: 'off' as const }, nowMs: ended }, []],
  ] satisfies [string, Case, string[]][])('when %s', (_, given, expected) => {
    expect(plan(given)).toEqual(expected);
  });

  it('for no release that could not be looked at', () => {
    expect(planTick(releasesWith({ 'round-pr1': madeRelease() }), new Map(), ended)).toEqual([]);
  });
});

function rampAtEnd() {
  return { perSecond: [1, 5, 20], step: 2, trafficPerSecond: 100 };
}

describe('the ramp', () => {
  const at = (step: number, trafficPerSecond = 100) => ({
    ramp: { perSecond: [1, 5, 20], step, trafficPerSecond },
  });
  const throttled = rows(20, { class: 'missing', missingReason: 'throttled' });

  it.each([
    [
      'takes a step after 20 rows',
      { release: at(0), seen: { rows: rows(20) } },
      ['set-ramp: 20 rows without harm'],
    ],
    ['waits for 20 rows', { release: at(0), seen: { rows: rows(19) } }, []],
    ['waits for 40 rows at the second step', { release: at(1), seen: { rows: rows(39) } }, []],
    [
      'takes the second step after 40',
      { release: at(1), seen: { rows: rows(40) } },
      ['set-ramp: 40 rows without harm'],
    ],
    ['ends at its last step', { release: at(2), seen: { rows: rows(900) } }, []],
    [
      'is left alone where all traffic is taken already',
      { release: at(1, 4), seen: { rows: rows(900) } },
      [],
    ],
    [
      'goes one back where all traffic was taken and the shadows cannot keep up',
      { release: at(2, 15), seen: { rows: [...rows(80), ...throttled] } },
      ['set-ramp: 20 of the latest 20 observations were shed'],
    ],
    [
      'goes one back when our own throttles keep answers away',
      { release: at(2), seen: { rows: [...rows(80), ...throttled] } },
      ['set-ramp: 20 of the latest 20 observations were shed'],
    ],
    [
      'goes one back when the queue is not emptied in time',
      {
        release: at(2),
        seen: { rows: [...rows(80), ...rows(9, { class: 'missing', missingReason: 'expired' })] },
      },
      ['set-ramp: 9 of the latest 20 observations were shed'],
    ],
    ['stays at its first step then', { release: at(0), seen: { rows: throttled } }, []],
    [
      'does not rise after any throttle',
      { release: at(0), seen: { rows: [...rows(30), ...throttled.slice(0, 1)] } },
      [],
    ],
  ] satisfies [string, Case, string[]][])('%s', (_, given, expected) => {
    expect(plan(given)).toEqual(expected);
  });
});

describe('a watch that shows harm', () => {
  const watch = madeRelease({ stage: 'watch', control: promotedArn, candidate: controlArn });
  const harmed = new Map([['round-pr1-watch', { rows: [], harm: ['errors'] }]]);
  const promoted = (now: string): Releases =>
    changeReleases(releasesWith({ 'round-pr1-watch': watch }), {
      kind: 'override',
      experiment: 'rounding-float',
      override: { was: controlArn, now, release: 'round-pr1', atMs: 1 },
    });

  it('undoes the override it watches, then stops', () => {
    const changes = planTick(promoted(promotedArn), harmed, during);
    expect(changes.map(({ act }) => act)).toEqual(['rollback', 'stop']);
    const after = changes.map(({ change }) => change).reduce(changeReleases, promoted(promotedArn));
    expect(after.overrides).toEqual({});
    expect(after.undone['rounding-float']).toMatchObject({
      was: controlArn,
      now: promotedArn,
      by: 'tick',
      because: 'harm seen: errors',
      atMs: during,
    });
    expect(after.releases['round-pr1-watch']).toMatchObject({ shadowing: 'off' });
  });

  it('is undone also in the minute in which it ends', () => {
    expect(planTick(promoted(promotedArn), harmed, ended)[0]?.act).toBe('rollback');
  });

  it('leaves a newer override alone', () => {
    const changes = planTick(promoted(`${promotedArn}1`), harmed, during);
    expect(changes.map(({ act }) => act)).toEqual(['stop']);
  });

  it('leaves other targets of a promotion to the gate', () => {
    const changes = planTick(releasesWith({ 'round-pr1-watch': watch }), harmed, during);
    expect(changes.map(({ act }) => act)).toEqual(['stop']);
  });

  it('is journalled before and after, with the way back', () => {
    const releases = promoted(promotedArn);
    const [undo] = planTick(releases, harmed, during);
    const intent = undo && tickEntry(undo, 'intent', releases, during);
    const outcome = undo && tickEntry(undo, 'outcome', changeReleases(releases, undo.change), during);
    expect(intent).toMatchObject({
      kind: 'act',
      act: 'rollback',
      phase: 'intent',
      by: 'tick',
      pullRequest: 1,
      detail: { from: promotedArn, to: controlArn, because: 'harm seen: errors' },
    });
    expect(outcome).toMatchObject({ phase: 'outcome', detail: { from: promotedArn, to: controlArn } });
    expect(outcome?.id).not.toBe(intent?.id);
  });

  it('has no journal entry for a step of the ramp', () => {
    const releases = releasesWith({ 'round-pr1': madeRelease() });
    const [step] = planTick(releases, new Map([['round-pr1', { rows: rows(20), harm: [] }]]), during);
    expect(step && tickEntry(step, 'intent', releases, during)).toBeNull();
  });
});

describe('a soak that shows harm', () => {
  it('never undoes an override', () => {
    const releases = changeReleases(releasesWith({ 'round-pr1': madeRelease({ control: promotedArn }) }), {
      kind: 'override',
      experiment: 'rounding-float',
      override: { was: controlArn, now: promotedArn, release: 'x', atMs: 1 },
    });
    const seen = new Map([['round-pr1', { rows: [], harm: ['errors'] }]]);
    expect(planTick(releases, seen, during).map(({ act }) => act)).toEqual(['stop']);
  });
});
