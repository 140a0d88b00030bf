import { describe, expect, it } from 'vitest';
import { concurrencyGroups } from '../../../lab/runner/concurrency-groups.ts';

describe('a concurrency group', () => {
  it('lets one in at a time, in order', async () => {
    const groups = concurrencyGroups();
    const order: string[] = [];
    const leaveFirst = await groups.enter('gate');
    const second = groups.enter('gate').then((leave) => {
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
    const leave = await groups.enter('gate');
    const waiting = [groups.enter('gate'), groups.enter('gate'), groups.enter('gate')];
    leave?.();
    const entered = await Promise.all(waiting);
    expect(entered.map((mayRun) => mayRun !== undefined)).toEqual([false, false, true]);
  });

  it('does not mind the case of its name, nor other groups', async () => {
    const groups = concurrencyGroups();
    const leave = await groups.enter('Gate');
    const same = groups.enter('gate');
    const other = await groups.enter('other');
    expect(other).toBeDefined();
    leave?.();
    expect(await same).toBeDefined();
  });

  it('is free again when everybody has left', async () => {
    const groups = concurrencyGroups();
    (await groups.enter('gate'))?.();
    expect(await groups.enter('gate')).toBeDefined();
  });
});
