import { describe, expect, it } from 'vitest';
import {
  maxWriteAttempts,
  pauseAfterLostRaceMs,
  untilFirst,
} from '../../../scientist-runtime/contract/lost-race.ts';

function clockOf(random: number) {
  const pausesMs: number[] = [];
  return { pausesMs, random: () => random, sleep: async (ms: number) => void pausesMs.push(ms) };
}

describe('a conditional write', () => {
  it('that is first does not wait', async () => {
    const clock = clockOf(0.5);
    expect(await untilFirst('releases.json', async () => 'written', clock)).toBe('written');
    expect(clock.pausesMs).toEqual([]);
  });

  it('that loses is tried again, after pauses whose bound doubles', async () => {
    const clock = clockOf(0.5);
    let attempts = 0;
    const written = untilFirst('releases.json', async () => (++attempts < 4 ? null : attempts), clock);
    expect(await written).toBe(4);
    expect(clock.pausesMs).toEqual([12.5, 25, 50]);
  });

  it('gives up after as many lost races as anybody’s, and does not wait for nothing', async () => {
    const clock = clockOf(0.999);
    let attempts = 0;
    const lost = untilFirst(
      'effective.json',
      async () => {
        attempts += 1;
        return null;
      },
      clock,
    );
    await expect(lost).rejects.toMatchObject({
      name: 'Conflict',
      story: { expected: 'to write effective.json' },
    });
    expect([attempts, clock.pausesMs.length]).toEqual([maxWriteAttempts, maxWriteAttempts - 1]);
    expect(clock.pausesMs.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(3_200);
  });

  it('draws its pauses, so that two who lost together part', () => {
    expect([0, 0.25, 1].map((random) => pauseAfterLostRaceMs(3, random))).toEqual([0, 25, 100]);
  });

  it('ends with the fault of its attempt', async () => {
    const failing = untilFirst('releases.json', () => Promise.reject(new TypeError('broken')), clockOf(0));
    await expect(failing).rejects.toThrow('broken');
  });
});
