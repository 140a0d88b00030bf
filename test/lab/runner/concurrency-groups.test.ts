import { describe, expect, it } from 'vitest';
import { concurrencyGroups, type GroupMember } from '../../../lab/runner/concurrency-groups.ts';

const patient: GroupMember = { cancelsRunning: false, cancel: () => {} };

describe('a concurrency group', () => {
  it('lets one in at a time, in order', async () => {
    const groups = concurrencyGroups();
    const order: string[] = [];
    const leaveFirst = await groups.enter('gate', patient);
    const second = groups.enter('gate', patient).then((leave) => {
      order.push('second enters');
      leave?.();
    });
    order.push('first leaves');
    leaveFirst?.();
    await second;
    expect(order).toEqual(['first leaves', 'second enters']);
  });

  it('keeps the newest of those who wait, and cancels the others', async () => {
    const groups = concurrencyGroups();
    const leave = await groups.enter('gate', patient);
    const waiting = [
      groups.enter('gate', patient),
      groups.enter('gate', patient),
      groups.enter('gate', patient),
    ];
    leave?.();
    const entered = await Promise.all(waiting);
    expect(entered.map((mayRun) => mayRun !== undefined)).toEqual([false, false, true]);
  });

  it('ends what runs for a newcomer that asks for it, who then comes in', async () => {
    const groups = concurrencyGroups();
    const cancelled: string[] = [];
    const leave = await groups.enter('package', {
      cancelsRunning: true,
      cancel: () => cancelled.push('first'),
    });
    const second = groups.enter('package', { cancelsRunning: true, cancel: () => cancelled.push('second') });
    expect(cancelled).toEqual(['first']);
    leave?.();
    expect(await second).toBeDefined();
  });

  it('does not mind the case of its name, nor other groups', async () => {
    const groups = concurrencyGroups();
    const entered: string[] = [];
    const enter = (name: string) => groups.enter(name, patient).then(() => entered.push(name));
    const leave = await groups.enter('Gate', patient);
    const same = enter('gate');
    await enter('other');
    expect(entered).toEqual(['other']);
    leave?.();
    await same;
    expect(entered).toEqual(['other', 'gate']);
  });

  it('is free again when everybody has left', async () => {
    const groups = concurrencyGroups();
    (await groups.enter('gate', patient))?.();
    expect(await groups.enter('gate', patient)).toBeDefined();
  });
});
