import { ScientistError } from '../../src/errors.ts';

/** How often a conditional write is tried by gate and runtime alike: they race with each other. */
export const maxWriteAttempts = 8;

const firstPauseMs = 25;

/**
 * How long to wait before the next attempt, in milliseconds: anything below a bound that doubles with each lost race,
 * so that writers who lost together do not meet again. `lost` counts from 1, `random` is in [0, 1). All pauses together
 * stay below 3.2 s, well within the time limit of the tick.
 */
export function pauseAfterLostRaceMs(lost: number, random: number): number {
  return random * firstPauseMs * 2 ** (lost - 1);
}

/** What a writer brings along: it waits, and draws a number in [0, 1). */
export interface RaceClock {
  readonly sleep: (ms: number) => Promise<unknown>;
  readonly random: () => number;
}

/**
 * Does it until nobody else was first (`attempt` says null where somebody was); each attempt reads anew what it writes
 * over. Throws `Conflict` after `maxWriteAttempts` lost races.
 */
export async function untilFirst<T>(
  key: string,
  attempt: () => Promise<T | null>,
  clock: RaceClock,
): Promise<T> {
  for (let round = 1; round <= maxWriteAttempts; round += 1) {
    const outcome = await attempt();
    if (outcome !== null) {
      return outcome;
    }
    if (round < maxWriteAttempts) {
      await clock.sleep(pauseAfterLostRaceMs(round, clock.random()));
    }
  }
  throw new ScientistError('Conflict', {
    expected: `to write ${key}`,
    found: `Others changed it first, ${maxWriteAttempts} times in a row`,
    remedy: 'The next run of gate or tick does it again; if it stays so, find out who keeps writing the file',
  });
}
