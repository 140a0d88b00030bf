import { ScientistError } from '../../src/errors.ts';

/** Throws `Conflict` where a step of the demo came out otherwise than it says. */
export function demand(holds: boolean, expected: string, found: string): asserts holds {
  if (holds) return;
  throw new ScientistError('Conflict', {
    expected,
    found,
    remedy: 'Read the logs in .lab/: what the gate said is in .lab/runs/.',
  });
}
