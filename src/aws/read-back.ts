import { setTimeout as sleep } from 'node:timers/promises';

const pausesMs = [100, 300, 1_000, 3_000];

/**
 * Reads until what stands is what was asked for, a few times with growing pauses, because a control plane may
 * answer from a copy. Throws what `refuse` makes of the last reading.
 */
export async function readBack<T>(
  read: () => Promise<T>,
  isWanted: (found: T) => boolean,
  refuse: (found: T) => Error,
): Promise<void> {
  let found = await read();
  for (const pauseMs of pausesMs) {
    if (isWanted(found)) {
      return;
    }
    await sleep(pauseMs);
    found = await read();
  }
  if (!isWanted(found)) {
    throw refuse(found);
  }
}
