import type { PullRequestOutcome } from '../../src/release/outcome.ts';
import { approve, cleanRows, comment, differingRow, packagedWorld, run, soak } from '../gate/release-life.ts';
import type { World } from '../gate/world.ts';

/** A world whose soak has just begun. */
export async function soaking(): Promise<World> {
  const world = await packagedWorld();
  await run(world);
  return world;
}

async function promoted(): Promise<World> {
  const world = await soaking();
  soak(world, cleanRows(600, world.nowMs));
  await run(world);
  approve(world);
  await run(world);
  return world;
}

/** Real states of a release, by name, as a run of the gate leaves them. */
export const outcomes: Readonly<Record<string, () => Promise<PullRequestOutcome>>> = {
  'no-package': async () => {
    const world = await packagedWorld();
    world.packageRun = { state: 'none' };
    return run(world);
  },
  'package-unusable': async () => {
    const world = await packagedWorld();
    world.artifact = new Uint8Array([1, 2, 3]);
    return run(world);
  },
  'needs-consent': async () => {
    const world = await packagedWorld();
    world.pullRequest = { ...world.pullRequest, fromFork: true, author: 'otto', lastPusher: 'otto' };
    return run(world);
  },
  begun: async () => run(await soaking()),
  collecting: async () => {
    const world = await soaking();
    soak(world, cleanRows(214, world.nowMs));
    return run(world);
  },
  failed: async () => {
    const world = await soaking();
    soak(world, [
      ...cleanRows(40, world.nowMs),
      differingRow(world.nowMs + 3_000),
      ...cleanRows(20, world.nowMs + 4_000),
    ]);
    world.differences = [
      {
        id: 'd1',
        pointer: '/rounded',
        kind: 'value',
        deltaClass: 'number-',
        rows: 1,
        mirroredRows: 0,
        samples: [{ request: 'GET /round?number=62.5', control: '63', candidate: '62' }],
      },
    ];
    return run(world);
  },
  invalid: async () => {
    const world = await soaking();
    soak(
      world,
      cleanRows(60, world.nowMs).map((row) => ({ ...row, class: 'not-comparable', reproduced: false })),
    );
    return run(world);
  },
  ready: async () => {
    const world = await soaking();
    soak(world, cleanRows(600, world.nowMs));
    return run(world);
  },
  behind: async () => {
    const world = await soaking();
    soak(world, cleanRows(600, world.nowMs));
    await run(world);
    world.newerBaseFiles = ['round/handler.mjs'];
    return run(world);
  },
  watching: async () => run(await promoted()),
  promoted: async () => {
    const world = await promoted();
    world.nowMs += 60_000;
    return run(world);
  },
  'rolled-back': async () => {
    const world = await promoted();
    comment(world, '/scientist rollback');
    return run(world);
  },
  stopped: async () => {
    const world = await soaking();
    comment(world, '/scientist stop');
    comment(world, '/scientist promote', 'otto');
    return run(world);
  },
  'undefined-experiment': async () => {
    const world = await soaking();
    world.experimentsText = 'experiments: {}\n';
    return run(world);
  },
  'broken-definition': async () => {
    const world = await soaking();
    world.experimentsText = 'experiments:\n  round: [\n';
    return run(world);
  },
  problem: async () => {
    const world = await packagedWorld();
    world.functions.delete('acme-functions-round');
    return run(world);
  },
  closed: async () => {
    const world = await soaking();
    world.pullRequest = { ...world.pullRequest, state: 'closed' };
    return run(world);
  },
};
