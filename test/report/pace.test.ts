import { describe, expect, it } from 'vitest';
import { paceOf } from '../../src/report/pace.ts';
import { cleanRows } from '../gate/release-life.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;
/** 14:00 of some day. */
const nowMs = 500_006 * hourMs;
const weekAgo = nowMs - 168 * hourMs;

/** Traffic of the last week: `busy` in the hours from 08:00 to 20:00, `quiet` otherwise. */
const week = (busy: number, quiet: number) =>
  Array.from({ length: 168 }, (_, index) => {
    const atMs = weekAgo + index * hourMs;
    const ofDay = (14 + index) % 24;
    return { atMs, invocations: ofDay >= 8 && ofDay < 20 ? busy : quiet };
  }).filter(({ invocations }) => invocations > 0);

const facts = (over: Partial<Parameters<typeof paceOf>[0]> = {}) =>
  ({ rows: [], nowMs, trafficWeek: [], trafficPerSecond: 0, stores: { soak: null }, ...over }) as Parameters<
    typeof paceOf
  >[0];

/** So many rows up to now, one every `gapMs`. */
const rowsUntilNow = (count: number, gapMs: number) =>
  cleanRows(count, 0).map((row, index) => ({ ...row, at: nowMs - (count - index) * gapMs }));

describe('the pace of a soak', () => {
  it('is unknown without rows and without traffic', () => {
    expect(paceOf(facts())).toBeNull();
  });

  it('is that of its rows where last week is unknown, however few they are', () => {
    const pace = paceOf(facts({ rows: rowsUntilNow(3, minuteMs) }));
    expect(pace?.from).toBe('rows');
    expect(pace?.timeFor(60)).toBeCloseTo(60 * minuteMs);
  });

  it('before the first row is that of the same hours a week ago, nights included', () => {
    const pace = paceOf(facts({ trafficWeek: week(60, 0) }));
    expect(pace?.from).toBe('last-week');
    expect(pace?.timeFor(30)).toBeCloseTo(hourMs / 2);
    expect(pace?.timeFor(360)).toBeCloseTo(6 * hourMs);
    // Six hours until 20:00, twelve of silence, and one of the next morning.
    expect(pace?.timeFor(420)).toBeCloseTo(19 * hourMs);
  });

  it('once there are rows is scaled by what they say of the present hour', () => {
    const pace = paceOf(facts({ trafficWeek: week(60, 0), rows: rowsUntilNow(30, minuteMs / 2) }));
    expect(pace?.from).toBe('rows');
    expect(pace?.timeFor(720)).toBeCloseTo(6 * hourMs);
    expect(pace?.timeFor(840)).toBeCloseTo(19 * hourMs);
  });

  it('does not rest on a handful of rows where last week is known', () => {
    const pace = paceOf(facts({ trafficWeek: week(60, 60), rows: rowsUntilNow(3, 1_000) }));
    expect(pace?.from).toBe('last-week');
  });

  it('is that of the rows alone where this hour was silent a week ago', () => {
    const pace = paceOf(facts({ trafficWeek: week(0, 60), rows: rowsUntilNow(30, minuteMs) }));
    expect(pace?.timeFor(10)).toBeCloseTo(10 * minuteMs);
  });

  it('is no faster than the last step of the ramp', () => {
    const soak = { ramp: { perSecond: [1, 5], step: 0, trafficPerSecond: 100 } };
    const pace = paceOf(
      facts({ trafficWeek: week(360_000, 360_000), stores: { soak } as ReturnType<typeof facts>['stores'] }),
    );
    expect(pace?.timeFor(5_000)).toBeCloseTo(1_000_000);
  });

  it('of a function that is two hours old takes its mean for the hours it has no past for', () => {
    const trafficWeek = [1, 2].map((ago) => ({ atMs: nowMs - ago * hourMs, invocations: 120 }));
    expect(paceOf(facts({ trafficWeek }))?.timeFor(240)).toBeCloseTo(2 * hourMs);
  });

  it('of a function that is minutes old is as busy as it was lately: what its first hour saw is not all of an hour', () => {
    const trafficWeek = [{ atMs: nowMs, invocations: 30 }];
    const pace = paceOf(facts({ trafficWeek, trafficPerSecond: 0.5 }));
    expect(pace?.from).toBe('last-week');
    expect(pace?.timeFor(900)).toBeCloseTo(hourMs / 2);
  });

  it('of a function that is older than a day does not rest on its last minutes', () => {
    const trafficWeek = Array.from({ length: 30 }, (_, index) => ({
      atMs: nowMs - (30 - index) * hourMs,
      invocations: 120,
    }));
    expect(paceOf(facts({ trafficWeek, trafficPerSecond: 50 }))?.timeFor(240)).toBeCloseTo(2 * hourMs);
  });

  it('goes on into a second week, and ends there', () => {
    const pace = paceOf(facts({ trafficWeek: week(1, 1) }));
    expect(pace?.timeFor(300)).toBeCloseTo(300 * hourMs);
    expect(pace?.timeFor(337)).toBe(Number.POSITIVE_INFINITY);
  });
});
