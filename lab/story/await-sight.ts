import { setTimeout as sleep } from 'node:timers/promises';
import { ScientistError } from '../../src/errors.ts';

/** What a look has shown: the thing itself, or in words what was there instead. */
export type Sight<Found> = { readonly found: Found } | { readonly seen: string };

/** How one waits: who is told what was seen meanwhile, and what ends the waiting. */
export interface Patience {
  readonly onSight: (seen: string) => void;
  readonly stop: AbortSignal;
}

const betweenLooksMs = 1_000;

/**
 * Looks every second until the thing is there. Throws `Unavailable` with what was awaited and what was seen last, and
 * the signal's reason when it stops.
 */
export async function awaitSight<Found>(
  { onSight, stop }: Patience,
  wanted: {
    readonly awaited: string;
    readonly withinSeconds: number;
    readonly look: () => Promise<Sight<Found>>;
  },
): Promise<Found> {
  const deadline = performance.now() + wanted.withinSeconds * 1_000;
  for (;;) {
    stop.throwIfAborted();
    const sight = await wanted.look();
    if ('found' in sight) return sight.found;
    onSight(sight.seen);
    if (performance.now() > deadline) {
      throw new ScientistError('Unavailable', {
        expected: `${wanted.awaited} within ${wanted.withinSeconds} s`,
        found: `last seen: ${sight.seen}`,
        remedy: 'Read the logs in .lab/: what the gate said is in .lab/runs/.',
      });
    }
    await sleep(betweenLooksMs, undefined, { signal: stop });
  }
}
