import { approve, cleanRows, comment, differingRow, packagedWorld, run, soak } from './release-life.ts';
import type { World } from './world.ts';

/** Stages of a release at which a run of the gate has something to do. */
const stages: Readonly<Record<string, () => Promise<World>>> = {
  'a first soak': () => packagedWorld(),
  'a failing verdict': async () => {
    const world = await packagedWorld();
    await run(world);
    soak(world, [...cleanRows(40, world.nowMs), differingRow(world.nowMs + 3_000)]);
    return world;
  },
  'a passing verdict': async () => {
    const world = await packagedWorld();
    await run(world);
    soak(world, cleanRows(600, world.nowMs));
    return world;
  },
  'a promotion': async () => {
    const world = await packagedWorld();
    await run(world);
    soak(world, cleanRows(600, world.nowMs));
    await run(world);
    approve(world);
    return world;
  },
  'the end of a watch': async () => {
    const world = await worldIn('a promotion');
    await run(world);
    world.nowMs += 60_000;
    return world;
  },
  'a rollback': async () => {
    const world = await worldIn('a promotion');
    await run(world);
    comment(world, '/scientist rollback');
    return world;
  },
  'a rollback after the watch': async () => {
    const world = await worldIn('the end of a watch');
    await run(world);
    comment(world, '/scientist rollback');
    return world;
  },
  'a rollback of a function that somebody deleted': async () => {
    const world = await worldIn('the end of a watch');
    await run(world);
    world.functions.delete('acme-functions-round--r7');
    comment(world, '/scientist rollback');
    return world;
  },
  'a return to the stack’s own function': async () => {
    const world = await worldIn('the end of a watch');
    await run(world);
    const [dressed] = world.functions.get('acme-functions-round--r7') ?? [];
    const [own] = world.functions.get('acme-functions-round') ?? [];
    if (dressed === undefined || own === undefined) {
      throw new Error('nothing was promoted');
    }
    const { settings, codeSha256 } = dressed.live;
    world.functions.set('acme-functions-round', [
      { ...own, code: dressed.code, live: { ...own.live, settings, codeSha256: `${codeSha256} anew` } },
    ]);
    world.pullRequest = { ...world.pullRequest, state: 'merged' };
    return world;
  },
  'a stop': async () => {
    const world = await packagedWorld();
    await run(world);
    comment(world, '/scientist stop');
    return world;
  },
  'a clean-up': async () => {
    const world = await packagedWorld();
    await run(world);
    world.pullRequest = { ...world.pullRequest, state: 'closed' };
    return world;
  },
};

/** A world that has come to a stage. */
export function worldIn(name: string): Promise<World> {
  const make = stages[name];
  if (make === undefined) {
    throw new Error(`no stage ${name}`);
  }
  return make();
}

export const stageNames: readonly string[] = Object.keys(stages);
