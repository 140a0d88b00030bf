import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { ScientistError } from '../../src/errors.ts';
import { operateDetach, operateDetachAlone } from '../../src/gate/operate/operate-detach.ts';
import { operateRollback } from '../../src/gate/operate/operate-rollback.ts';
import { operateStop } from '../../src/gate/operate/operate-stop.ts';
import type { Operated, Operation, OperatorPorts } from '../../src/gate/operate/operation.ts';
import { config } from './config.ts';
import { comment, handedOverWorld, packagedWorld, promotedWorld, run, soakingWorld } from './release-life.ts';
import { controlArn, frontArn, type World } from './world.ts';

const [fn] = config.functions;
if (fn === undefined) {
  throw new Error('the configuration has no function');
}
const operation: Operation = { fn, by: 'olga' };
const acts = { rollback: operateRollback, stop: operateStop, detach: operateDetach };

/** The world's ports without GitHub: an operator's act asks nothing there. */
function operatorPorts(world: World): OperatorPorts {
  const { definition, route, journal, functions, nowMs, say } = world.ports();
  return { definition, route, journal, functions, nowMs, say };
}

const stages = {
  'nothing begun': packagedWorld,
  'a soak': soakingWorld,
  'a watch': promotedWorld,
  'a promotion after its watch': handedOverWorld,
};
const promotedArn = (world: World): string => world.releases.overrides['rounding-float']?.now ?? 'none';
const shadowing = (world: World): readonly string[] =>
  Object.entries(world.releases.releases).flatMap(([id, release]) =>
    release.shadowing === 'on' ? [id] : [],
  );
const journalOf = (world: World, act: string) =>
  world.journal.flatMap((entry) => (entry.kind === 'act' && entry.act === act ? [entry] : []));

let world: World;
beforeEach(async () => {
  world = await promotedWorld();
});

describe('rollback at a terminal', () => {
  it.each(['a watch', 'a promotion after its watch'] as const)('takes back %s', async (stage) => {
    world = await stages[stage]();
    const promoted = promotedArn(world);
    expect(world.serving()).toBe(promoted);
    const { acted, done, next } = await operateRollback(operatorPorts(world), operation);
    expect(acted).toBe(true);
    expect(done).toEqual([
      `round-pr7 is taken back; ${controlArn} serves`,
      `GET /round of the API abc123 points at ${controlArn}`,
    ]);
    expect(next.join(' ')).toContain('within seconds');
    expect(world.route).toBe('integrations/former');
    expect(world.serving()).toBe(controlArn);
    expect(shadowing(world)).toEqual([]);
    expect(world.releases).toMatchObject({ overrides: {}, attachments: {} });
    expect(world.releases.undone['rounding-float']).toMatchObject({
      by: 'olga',
      because: 'olga asked for it at a terminal',
      now: promoted,
    });
  });

  it('leaves two lines in the journal, by which the gate knows the content as bad', async () => {
    const promoted = promotedArn(world);
    await operateRollback(operatorPorts(world), operation);
    expect(journalOf(world, 'rollback')).toMatchObject([
      { phase: 'intent', by: 'olga', pullRequest: 7, detail: { from: promoted, to: controlArn } },
      { phase: 'outcome', by: 'olga', pullRequest: 7, detail: { from: promoted, to: controlArn } },
    ]);
    const { functions } = await run(world);
    expect(functions[0]?.rest).toMatchObject({ reason: 'rolled-back', by: 'olga' });
    expect(world.serving()).toBe(controlArn);
  });

  it('does nothing where nothing is promoted, and says what is', async () => {
    world = await soakingWorld();
    const before = structuredClone({ releases: world.releases, route: world.route, journal: world.journal });
    const { acted, done, next } = await operateRollback(operatorPorts(world), operation);
    expect({ acted, done }).toEqual({
      acted: false,
      done: ['nothing of ours serves round: there is no promotion to take back'],
    });
    expect(next).toEqual(['Front is on GET /round of the API abc123: detach takes it off.']);
    expect({ releases: world.releases, route: world.route, journal: world.journal }).toEqual(before);
  });

  it('does nothing the second time, and says who did it the first time', async () => {
    await operateRollback(operatorPorts(world), operation);
    const { acted, next } = await operateRollback(operatorPorts(world), { fn, by: 'otto' });
    expect({ acted, next }).toEqual({
      acted: false,
      next: [
        expect.stringMatching(/^The last one was taken back by olga at 2026-11-24T.*Z: olga asked for it/),
      ],
    });
  });

  it('works while experiments.yml is broken', async () => {
    world.experimentsText = 'experiments: {round: [}';
    const { done } = await operateRollback(operatorPorts(world), operation);
    expect(done[0]).toBe(`round-pr7 is taken back; ${controlArn} serves`);
    expect(world.serving()).toBe(controlArn);
  });

  it('works for an experiment on front’s own endpoint, and says how long front takes', async () => {
    world.releases = { ...world.releases, attachments: {} };
    const { done, next } = await operateRollback(operatorPorts(world), operation);
    expect(done).toHaveLength(1);
    expect(next[0]).toMatch(/^Front takes it up within \d+ s\.$/);
  });
});

describe('stop at a terminal', () => {
  it('is final for a soak that a comment has paused', async () => {
    const world = await soakingWorld();
    comment(world, '/scientist stop');
    await run(world);
    const { acted, done } = await operateStop(operatorPorts(world), operation);
    expect({ acted, done: done[0] }).toEqual({ acted: true, done: 'stopped: round-pr7' });
    world.pullRequest = { ...world.pullRequest, headSha: 'c'.repeat(40) };
    expect((await run(world)).functions[0]?.rest.reason).toBe('stopped');
    expect(world.releases.releases['round-pr7']).toMatchObject({ shadowing: 'off', mayResume: false });
  });

  it('ends a soak and takes front off the route', async () => {
    world = await soakingWorld();
    const { acted, done } = await operateStop(operatorPorts(world), operation);
    expect(acted).toBe(true);
    expect(done).toEqual(['stopped: round-pr7', `GET /round of the API abc123 points at ${controlArn}`]);
    expect(shadowing(world)).toEqual([]);
    expect(world.releases.attachments).toEqual({});
    expect(journalOf(world, 'stop')).toHaveLength(2);
  });

  it('is final for the content, whatever commit brings it, and says so', async () => {
    world = await soakingWorld();
    const { next } = await operateStop(operatorPorts(world), operation);
    expect(next.join(' ')).toContain('final for this content');
    world.pullRequest = { ...world.pullRequest, headSha: 'e'.repeat(40) };
    comment(world, `/scientist soak ${'e'.repeat(40)}`);
    expect((await run(world)).functions[0]?.rest.reason).toBe('stopped');
    world.pullRequest = { ...world.pullRequest, headSha: 'f'.repeat(40) };
    world.artifact = (await packagedWorld('def handler(event, context): return 1')).artifact;
    expect((await run(world)).functions[0]?.rest.reason).toBe('collecting');
  });

  it('ends a watch, lets what was promoted serve, and says that nobody watches it', async () => {
    const promoted = promotedArn(world);
    const { done, next } = await operateStop(operatorPorts(world), operation);
    expect(done).toEqual(['stopped: round-pr7-watch']);
    expect(next.join(' ')).toContain('nobody watches it any more: rollback takes it back');
    expect(world.serving()).toBe(promoted);
    expect(world.route).toBe(`function ${frontArn}`);
  });

  it.each(['nothing begun', 'a promotion after its watch'] as const)(
    'has nothing to do in %s',
    async (stage) => {
      world = await stages[stage]();
      const before = structuredClone(world.releases);
      expect(await operateStop(operatorPorts(world), operation)).toMatchObject({ acted: false });
      expect(world.releases).toEqual(before);
    },
  );
});

describe('detach at a terminal', () => {
  it('points the route of a soak back at what it had', async () => {
    world = await soakingWorld();
    const { done } = await operateDetach(operatorPorts(world), operation);
    expect(done).toEqual([`GET /round of the API abc123 points at ${controlArn}`, 'stopped: round-pr7']);
    expect(world.route).toBe('integrations/former');
    expect(shadowing(world)).toEqual([]);
  });

  it('hands the route of a watch to what was promoted, which then may be called', async () => {
    const promoted = promotedArn(world);
    const { done, next } = await operateDetach(operatorPorts(world), operation);
    expect(done).toEqual([`GET /round of the API abc123 points at ${promoted}`, 'stopped: round-pr7-watch']);
    expect(next.join(' ')).toContain('Nobody watches the promoted function any more');
    expect(world.route).toBe(`function ${promoted}`);
    expect(world.allowed).toContain(promoted);
    expect(world.releases.attachments['rounding-float']).toMatchObject({ pointsAt: promoted });
    await operateRollback(operatorPorts(world), operation);
    expect(world.serving()).toBe(controlArn);
  });

  it.each([
    ['nothing begun', 'no route of round is attached'],
    ['a promotion after its watch', 'points at the promoted function already'],
  ] as const)('has nothing to do in %s', async (stage, sentence) => {
    world = await stages[stage]();
    const route = world.route;
    const { acted, done } = await operateDetach(operatorPorts(world), operation);
    expect({ acted, done }).toEqual({ acted: false, done: [expect.stringContaining(sentence)] });
    expect(world.route).toBe(route);
  });
});

describe('detach without the runtime', () => {
  const api = { id: 'abc123', route: 'GET /round' };

  it.each(['a soak', 'a watch', 'a promotion after its watch'] as const)(
    'gives the route of %s back to what it had before',
    async (stage) => {
      world = await stages[stage]();
      const { acted, done } = await operateDetachAlone(world.ports().route, api);
      expect({ acted, done }).toEqual({
        acted: true,
        done: [`GET /round of the API abc123 points at ${controlArn}`],
      });
      expect(world.route).toBe('integrations/former');
    },
  );

  it('says where the route points if the API knows of no way back', async () => {
    world = await packagedWorld();
    await expect(operateDetachAlone(world.ports().route, api)).rejects.toMatchObject({
      name: 'NotFound',
      message: expect.stringContaining(`the route points at ${controlArn}`),
    });
  });
});

const unavailable = () =>
  new ScientistError('Unavailable', { expected: 'an answer', found: 'none came', remedy: 'Run again later' });

/** Ports of which one call fails: where an act may break half way. */
function failing(ports: OperatorPorts, broken: 'route' | 'definition' | 'journal'): OperatorPorts {
  const fail = () => Promise.reject(unavailable());
  switch (broken) {
    case 'route':
      return { ...ports, route: { ...ports.route, detach: fail } };
    case 'definition':
      return { ...ports, definition: { ...ports.definition, change: fail } };
    case 'journal':
      return { ...ports, journal: { ...ports.journal, append: fail } };
  }
}

describe('an act of which a part fails', () => {
  it('is done without its lines in the journal, and says what follows from that', async () => {
    const { acted } = await operateRollback(failing(operatorPorts(world), 'journal'), operation);
    expect(acted).toBe(true);
    expect(world.serving()).toBe(controlArn);
    expect(world.said.filter((line) => line.includes('could not be journalled'))).toHaveLength(2);
  });

  it('lets clients be served by the old control though releases.json cannot be written', async () => {
    await expect(
      operateRollback(failing(operatorPorts(world), 'definition'), operation),
    ).rejects.toMatchObject({
      name: 'Unavailable',
      message: expect.stringMatching(/the route is moved, so clients.*Then run the same command again/),
    });
    expect(world.serving()).toBe(controlArn);
    const { acted } = await operateRollback(operatorPorts(world), operation);
    expect(acted).toBe(true);
    expect(world.releases).toMatchObject({ overrides: {}, attachments: {} });
  });

  it('lets front serve the old control though the route cannot be moved, and detach does the rest', async () => {
    await expect(operateRollback(failing(operatorPorts(world), 'route'), operation)).rejects.toMatchObject({
      name: 'Unavailable',
      message: expect.stringMatching(/front serves what it should.*Then run detach/),
    });
    expect(world.serving()).toBe(controlArn);
    expect(world.route).toBe(`function ${frontArn}`);
    await operateDetach(operatorPorts(world), operation);
    expect(world.route).toBe('integrations/former');
  });

  it('says that nothing was changed where nothing was', async () => {
    const both = failing(failing(operatorPorts(world), 'route'), 'definition');
    await expect(operateRollback(both, operation)).rejects.toMatchObject({
      message: expect.stringContaining('nothing was changed'),
    });
    expect(world.serving()).toBe(promotedArn(world));
  });
});

describe('any acts, in any order, from any stage', () => {
  it('never leave clients unserved, and what serves is the control or what was promoted', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...(Object.keys(stages) as (keyof typeof stages)[])),
        fc.array(fc.constantFrom(...(Object.keys(acts) as (keyof typeof acts)[])), { maxLength: 4 }),
        async (stage, order) => {
          const one = await stages[stage]();
          const promoted = promotedArn(one);
          for (const act of order) {
            const served = one.serving();
            const { acted }: Operated = await acts[act](operatorPorts(one), operation);
            expect([controlArn, promoted]).toContain(one.serving());
            if (act !== 'rollback' || !acted) {
              expect(one.serving()).toBe(served);
            }
            expect(await acts[act](operatorPorts(one), operation)).toMatchObject({ acted: false });
          }
          if (order.includes('rollback')) {
            expect(one.serving()).toBe(controlArn);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
