import { describe, expect, it } from 'vitest';
import { awaitSight, type Sight } from '../../../lab/story/await-sight.ts';

const never = new AbortController().signal;
const nothing = async (): Promise<Sight<string>> => ({ seen: 'nothing' });

describe('waiting for a sight', () => {
  it('looks again until the thing is there, and tells what it saw before', async () => {
    const told: string[] = [];
    const sights: Sight<number>[] = [{ seen: 'not yet' }, { found: 7 }];
    const found = await awaitSight(
      { onSight: (seen) => told.push(seen), stop: never },
      { awaited: 'a seven', withinSeconds: 60, look: async () => sights.shift() ?? { seen: 'too late' } },
    );
    expect(found).toBe(7);
    expect(told).toEqual(['not yet']);
  });

  it('says what was awaited, what was seen last, and where the logs are', async () => {
    const waiting = awaitSight(
      { onSight: () => {}, stop: never },
      { awaited: 'a verdict', withinSeconds: 0, look: nothing },
    );
    await expect(waiting).rejects.toMatchObject({
      name: 'Unavailable',
      message: expect.stringMatching(/last seen: nothing; expected a verdict within 0 s\. .*\.lab\/runs\//),
    });
  });

  it.each(['before', 'between'])('ends when it is stopped %s looks', async (when) => {
    const stop = new AbortController();
    if (when === 'before') stop.abort();
    const onSight = () => stop.abort();
    const waiting = awaitSight(
      { onSight, stop: stop.signal },
      { awaited: 'nothing', withinSeconds: 60, look: nothing },
    );
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('throws what a look throws', async () => {
    const look = () => Promise.reject(new Error('403'));
    const waiting = awaitSight({ onSight: () => {}, stop: never }, { awaited: 'x', withinSeconds: 60, look });
    await expect(waiting).rejects.toThrow('403');
  });
});
