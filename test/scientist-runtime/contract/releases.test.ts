import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleRateOf, startRamp } from '../../../scientist-runtime/contract/ramp.ts';
import { changeReleases, type ReleasesChange } from '../../../scientist-runtime/contract/release-changes.ts';
import { emptyReleases, parseReleases, type Releases } from '../../../scientist-runtime/contract/releases.ts';
import { controlArn, madeRelease, promotedArn, releasesWith } from './made-releases.ts';

const ids = fc.constantFrom('round-pr1', 'round-pr2', 'sort-pr1');
const experiments = fc.constantFrom('rounding-float', 'sorting');
const arns = fc.constantFrom(controlArn, promotedArn, `${promotedArn}0`);
const times = fc.integer({ min: 0, max: 9_000_000 });

const changes: fc.Arbitrary<ReleasesChange> = fc.oneof(
  fc.record({
    kind: fc.constant('register' as const),
    id: ids,
    release: fc
      .record({ stage: fc.constantFrom('soak' as const, 'watch' as const) })
      .map((release) => madeRelease(release)),
  }),
  fc.record({ kind: fc.constant('remove' as const), id: ids }),
  fc.record({
    kind: fc.constant('set-ramp' as const),
    id: ids,
    evidenceKey: fc.constantFrom(madeRelease().evidenceKey, 'another'),
    step: fc.nat(3),
    trafficPerSecond: fc.nat(100),
  }),
  fc.record({
    kind: fc.constant('stop-shadowing' as const),
    id: ids,
    evidenceKey: fc.constantFrom(madeRelease().evidenceKey, 'another', null),
    because: fc.constantFrom('a', 'b'),
    mayResume: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('override' as const),
    experiment: experiments,
    override: fc.record({ was: arns, now: arns, release: ids, atMs: times }),
  }),
  fc.record({
    kind: fc.constant('undo-override' as const),
    experiment: experiments,
    now: arns,
    by: fc.constant('tick'),
    because: fc.constant('errors'),
    atMs: times,
  }),
  fc.record({ kind: fc.constant('retire-override' as const), experiment: experiments, now: arns }),
  fc.record({
    kind: fc.constant('attach' as const),
    experiment: experiments,
    attachment: fc.record({
      apiId: fc.constant('abc'),
      route: fc.constant('GET /round'),
      kind: fc.constant('http' as const),
      formerTarget: fc.constant('integrations/x'),
      pointsAt: arns,
      atMs: times,
    }),
  }),
  fc.record({ kind: fc.constant('detach' as const), experiment: experiments }),
);

const states: fc.Arbitrary<Releases> = fc
  .array(changes, { maxLength: 12 })
  .map((list) => list.reduce(changeReleases, emptyReleases));

describe('a change to the releases', () => {
  it('applied twice is applied once', () => {
    fc.assert(
      fc.property(states, changes, (before, change) => {
        const once = changeReleases(before, change);
        expect(changeReleases(once, change)).toEqual(once);
      }),
    );
  });

  it('leaves the value it was given as it was', () => {
    fc.assert(
      fc.property(states, changes, (before, change) => {
        const copy = structuredClone(before);
        changeReleases(before, change);
        expect(before).toEqual(copy);
      }),
    );
  });

  it('keeps a document that can be read back', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(parseReleases(JSON.stringify(state))).toEqual(state);
      }),
    );
  });

  it('that changes nothing returns the same value, so that nothing is written', () => {
    const state = releasesWith({ 'round-pr1': madeRelease({ shadowing: 'off', stoppedBecause: 'first' }) });
    for (const change of [
      { kind: 'remove', id: 'other' },
      { kind: 'stop-shadowing', id: 'round-pr1', evidenceKey: null, because: 'second' },
      { kind: 'stop-shadowing', id: 'other', evidenceKey: null, because: 'second' },
      {
        kind: 'set-ramp',
        id: 'round-pr1',
        evidenceKey: madeRelease().evidenceKey,
        step: 0,
        trafficPerSecond: 100,
      },
      {
        kind: 'register',
        id: 'round-pr1',
        release: structuredClone(state.releases['round-pr1'] ?? madeRelease()),
      },
      { kind: 'retire-override', experiment: 'rounding-float', now: promotedArn },
      { kind: 'detach', experiment: 'rounding-float' },
    ] satisfies ReleasesChange[]) {
      expect(changeReleases(state, change), change.kind).toBe(state);
    }
  });
});

describe('undoing an override', () => {
  const override = { was: controlArn, now: promotedArn, release: 'round-pr1', atMs: 5 };
  const promoted = changeReleases(emptyReleases, {
    kind: 'override',
    experiment: 'rounding-float',
    override,
  });
  const undo = {
    kind: 'undo-override',
    experiment: 'rounding-float',
    now: promotedArn,
    by: 'tick',
    because: 'errors',
    atMs: 9,
  } as const;

  it('takes it back and remembers what was undone, by whom and why', () => {
    expect(changeReleases(promoted, undo)).toMatchObject({
      overrides: {},
      undone: {
        'rounding-float': { was: controlArn, now: promotedArn, release: 'round-pr1', by: 'tick', atMs: 9 },
      },
    });
  });

  it('leaves a newer override, because nobody asked for that', () => {
    const newer = changeReleases(promoted, {
      kind: 'override',
      experiment: 'rounding-float',
      override: { ...override, now: `${promotedArn}1` },
    });
    expect(changeReleases(newer, undo)).toBe(newer);
  });

  it('stays possible for the release that is in force: another one is not put on top of it', () => {
    const other = { ...override, now: `${promotedArn}1`, release: 'round-pr2' };
    expect(
      changeReleases(promoted, { kind: 'override', experiment: 'rounding-float', override: other }),
    ).toBe(promoted);
  });

  it('is forgotten once something new is promoted', () => {
    const again = changeReleases(changeReleases(promoted, undo), {
      kind: 'override',
      experiment: 'rounding-float',
      override,
    });
    expect(again.undone).toEqual({});
  });
});

describe('the part of the traffic that a ramp hands on', () => {
  it.each([
    { step: 0, trafficPerSecond: 100, rate: 0.01 },
    { step: 1, trafficPerSecond: 100, rate: 0.05 },
    { step: 2, trafficPerSecond: 100, rate: 0.2 },
    { step: 7, trafficPerSecond: 100, rate: 0.2 },
    { step: 2, trafficPerSecond: 20, rate: 1 },
    { step: 1, trafficPerSecond: 20, rate: 0.25 },
    { step: 0, trafficPerSecond: 0, rate: 1 },
  ])('is $rate at step $step and $trafficPerSecond requests a second', ({ step, trafficPerSecond, rate }) => {
    expect(sampleRateOf({ perSecond: [1, 5, 20], step, trafficPerSecond })).toBe(rate);
  });

  it.each([
    { trafficPerSecond: 0, step: 2 },
    { trafficPerSecond: 20, step: 2 },
    { trafficPerSecond: 21, step: 0 },
  ])('starts at step $step with $trafficPerSecond requests a second', ({ trafficPerSecond, step }) => {
    expect(startRamp([1, 5, 20], trafficPerSecond)).toEqual({
      perSecond: [1, 5, 20],
      step,
      trafficPerSecond,
    });
  });

  it('never falls while the step rises', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.nat(4), (trafficPerSecond, step) => {
        const rate = (at: number) => sampleRateOf({ perSecond: [1, 5, 20], step: at, trafficPerSecond });
        expect(rate(step + 1)).toBeGreaterThanOrEqual(rate(step));
        expect(rate(step)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('releases.json', () => {
  it('with an unknown key is a fault of ours and is not read', () => {
    expect(() => parseReleases(JSON.stringify({ ...emptyReleases, more: 1 }))).toThrow();
  });
});

describe('what tick or a person switched', () => {
  const key = madeRelease().evidenceKey;
  const stopped = changeReleases(releasesWith({ 'round-pr1': madeRelease() }), {
    kind: 'stop-shadowing',
    id: 'round-pr1',
    evidenceKey: key,
    because: 'harm seen',
  });

  it('stays switched when the same evidence is registered again from older facts', () => {
    const again = changeReleases(stopped, { kind: 'register', id: 'round-pr1', release: madeRelease() });
    expect(again.releases['round-pr1']).toMatchObject({ shadowing: 'off', stoppedBecause: 'harm seen' });
  });

  it('stays switched for good where it was paused before, and is not paused after that', () => {
    const [pause, end] = [true, false].map((mayResume) => ({
      kind: 'stop-shadowing' as const,
      id: 'round-pr1',
      evidenceKey: null,
      because: mayResume ? 'pause' : 'end',
      mayResume,
    }));
    for (const changes of [
      [pause, end],
      [end, pause],
    ]) {
      const state = changes.reduce(
        (one, change) => (change === undefined ? one : changeReleases(one, change)),
        releasesWith({ 'round-pr1': madeRelease() }),
      );
      expect(state.releases['round-pr1']).toMatchObject({ stoppedBecause: 'end', mayResume: false });
    }
  });

  it('begins anew with other evidence', () => {
    const release = madeRelease({ evidenceKey: 'b'.repeat(32) });
    const anew = changeReleases(stopped, { kind: 'register', id: 'round-pr1', release });
    expect(anew.releases['round-pr1']?.shadowing).toBe('on');
  });

  it('is not done to a record that speaks of other evidence by now', () => {
    const other = releasesWith({ 'round-pr1': madeRelease({ evidenceKey: 'b'.repeat(32) }) });
    const stop = { kind: 'stop-shadowing', id: 'round-pr1', evidenceKey: key, because: 'late' } as const;
    expect(changeReleases(other, stop)).toBe(other);
  });
});
