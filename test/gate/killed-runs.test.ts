import { describe, expect, it } from 'vitest';
import type { Ports } from '../../src/gate/ports.ts';
import { run } from './release-life.ts';
import { stageNames, worldIn } from './stages.ts';
import type { World } from './world.ts';

/** Thrown in the place of a call: the process is gone, and nothing after it happens. */
class Killed extends Error {}

/** Ports that die at the n-th call (from 1), before or after it took effect; `calls` counts them. */
function mortal(ports: Ports, killAt: number, when: 'before' | 'after') {
  const counter = { calls: 0, dead: false };
  const wrap = <T extends object>(part: T): T =>
    new Proxy(part, {
      get(target, name, receiver) {
        const member: unknown = Reflect.get(target, name, receiver);
        if (typeof member !== 'function') {
          return member !== null && typeof member === 'object' && name !== 'repository'
            ? wrap(member)
            : member;
        }
        if (name === 'nowMs' || name === 'say') {
          return member;
        }
        return async (...values: unknown[]) => {
          counter.calls += 1;
          if (counter.dead || (counter.calls === killAt && when === 'before')) {
            counter.dead = true;
            throw new Killed();
          }
          const result: unknown = await Reflect.apply(member, target, values);
          if (counter.calls >= killAt && when === 'after') {
            counter.dead = true;
            throw new Killed();
          }
          return result;
        };
      },
    });
  return { ports: wrap(ports), counter };
}

/** What a run leaves behind, without the times at which it happened to be done. */
function traces(world: World) {
  const withoutTimes = (_: string, value: unknown): unknown =>
    typeof value === 'number' && value > 1e12 ? 'time' : value;
  return JSON.parse(
    JSON.stringify(
      {
        route: world.route,
        serving: world.serving(),
        releases: world.releases,
        functions: [...world.functions].map(([name, versions]) => [name, versions.length]),
        decided: world.journal.filter(({ kind }) => kind === 'command').map(({ id }) => id),
        verdicts: [
          ...new Set(world.journal.flatMap((entry) => (entry.kind === 'verdict' ? [entry.decision] : []))),
        ],
      },
      withoutTimes,
    ),
  );
}

describe.each(stageNames)('a run killed in %s', (name) => {
  it.each(['before', 'after'] as const)(
    'and run again ends as one that was not, killed %s each call',
    async (when) => {
      const whole = await worldIn(name);
      const { ports, counter } = mortal(whole.ports(), Number.POSITIVE_INFINITY, when);
      await run(whole, ports);
      const expected = traces(whole);
      expect(counter.calls).toBeGreaterThan(3);
      for (let killAt = 1; killAt <= counter.calls; killAt += 1) {
        const world = await worldIn(name);
        const killed = mortal(world.ports(), killAt, when);
        await run(world, killed.ports).catch((thrown: unknown) => expect(thrown).toBeInstanceOf(Killed));
        expect(killed.counter.dead).toBe(true);
        const { problems } = await run(world);
        expect(problems).toEqual([]);
        expect(traces(world), `killed ${when} call ${killAt}`).toEqual(expected);
      }
    },
  );
});
