import { describe, expect, it } from 'vitest';
import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import { ScientistError } from '../../src/errors.ts';
import type { Ports } from '../../src/gate/ports.ts';
import { runPullRequest } from '../../src/gate/run-gate.ts';
import { renderCheck } from '../../src/report/check.ts';
import { renderComment } from '../../src/report/comment.ts';
import { config } from './config.ts';
import {
  cleanRows,
  comment,
  handedOverWorld,
  packagedWorld,
  passedWorld,
  promotedWorld,
  run,
  soakingWorld,
} from './release-life.ts';
import { controlArn, type World } from './world.ts';

const story = { expected: 'an answer', found: 'none came', remedy: 'Wait.' };
const silent = () => Promise.reject(new ScientistError('Unavailable', story));

/** What may be unreadable, by what it does to the world and its ports. */
const faults: readonly (readonly [string, (world: World, ports: Ports) => Ports])[] = [
  ['the function that serves', (_world, ports) => ({ ...ports, functions: unreadable(ports) })],
  [
    'who pushed last, or which files changed',
    (world, ports) => {
      world.pullRequest = { ...world.pullRequest, unread: [story], changedFiles: [], contributors: null };
      return ports;
    },
  ],
  ['the reviews', (_world, ports) => ({ ...ports, github: { ...ports.github, listReviews: silent } })],
  ['where the route points', (_world, ports) => ({ ...ports, route: { ...ports.route, read: silent } })],
  [
    'the differences',
    (_world, ports) => ({ ...ports, evidence: { ...ports.evidence, readDifferences: silent } }),
  ],
  [
    'whether comments were edited',
    (world, ports) => {
      world.commands = world.commands.map((one) => ({ ...one, unproven: story }));
      return ports;
    },
  ],
];

function unreadable(ports: Ports): Ports['functions'] {
  return { ...ports.functions, read: silent, readCode: silent };
}

/** Rows in which what serves fails and the one before it does not. */
function failingRows(count: number, atMs: number): ComparisonRow[] {
  return cleanRows(count, atMs).map((row) => ({ ...row, twinFailed: true, reproduced: false }));
}

describe.each(faults)('although nobody can read %s', (_, spoil) => {
  it('what was promoted is taken back on request', async () => {
    const world = await promotedWorld();
    comment(world, '/scientist rollback');
    await run(world, spoil(world, world.ports()));
    expect(world.releases.overrides).toEqual({});
    expect(world.releases.undone['rounding-float']).toMatchObject({ by: 'ben' });
    expect(world.serving()).toBe(controlArn);
  });

  it('what was handed the route is taken back on request', async () => {
    const world = await handedOverWorld();
    comment(world, '/scientist rollback');
    await run(world, spoil(world, world.ports()));
    expect(world.releases.overrides).toEqual({});
    expect(world.serving()).toBe(controlArn);
  });

  it('a soak is stopped on request', async () => {
    const world = await soakingWorld();
    comment(world, '/scientist stop');
    await run(world, spoil(world, world.ports()));
    expect(world.releases.releases['round-pr7']?.shadowing).toBe('off');
    expect(world.route).toBe('integrations/former');
  });

  it('a watch that shows harm takes the promotion back', async () => {
    const world = await promotedWorld();
    const watch = world.releases.releases['round-pr7-watch'];
    world.rows.set(`${watch?.evidenceKey}#round-pr7-watch`, failingRows(60, world.nowMs));
    world.nowMs += 10_000;
    await run(world, spoil(world, world.ports()));
    expect(world.releases.overrides).toEqual({});
    expect(world.releases.undone['rounding-float']).toMatchObject({ by: 'gate' });
  });

  it('nobody without write access stops or takes back anything', async () => {
    const world = await promotedWorld();
    comment(world, '/scientist rollback', 'otto', 'read');
    await run(world, spoil(world, world.ports()));
    expect(world.releases.overrides).not.toEqual({});
  });
});

describe('what cannot be read', () => {
  const lettingThrough = faults.filter(([what]) => what !== 'the differences');

  it.each(lettingThrough)('lets nothing through and fails the check: %s', async (_, spoil) => {
    const world = await passedWorld();
    comment(world, `/scientist promote ${world.pullRequest.headSha}`);
    const outcome = await run(world, spoil(world, world.ports()));
    expect(world.releases.overrides).toEqual({});
    expect(renderCheck(outcome)).toMatchObject({ conclusion: 'failure' });
  });

  it('is said together with what was done in spite of it', async () => {
    const world = await promotedWorld();
    world.pullRequest = { ...world.pullRequest, unread: [story] };
    comment(world, '/scientist rollback');
    const said = renderComment(await run(world));
    expect(said).toContain('none came');
    expect(said).toContain('the promotion was taken back');
  });

  it('is a promoted function that somebody deleted: the control serves again, and it is told as any rollback', async () => {
    const world = await promotedWorld();
    world.functions.delete('acme-functions-round--r7');
    comment(world, '/scientist rollback');
    const { functions, problems } = await run(world);
    expect(problems).toEqual([]);
    expect(functions[0]?.rest.reason).toBe('rolled-back');
    expect(world.serving()).toBe(controlArn);
  });

  it('counts once it can be read again', async () => {
    const world = await passedWorld();
    comment(world, `/scientist promote ${world.pullRequest.headSha}`);
    const { commands } = world;
    world.commands = commands.map((one) => ({ ...one, unproven: story }));
    await run(world);
    world.commands = commands;
    expect((await run(world)).functions[0]?.rest.reason).toBe('watching');
  });

  it('keeps a consent of strangers’ code from counting', async () => {
    const world = await packagedWorld();
    world.pullRequest = { ...world.pullRequest, fromFork: true };
    comment(world, `/scientist soak ${world.pullRequest.headSha}`);
    world.commands = world.commands.map((one) => ({ ...one, unproven: story }));
    expect((await run(world)).functions[0]?.rest.reason).toBe('needs-consent');
    expect([...world.functions.keys()]).toEqual(['acme-functions-round']);
  });
});

describe('a pull request with more files than GitHub lists', () => {
  it('concerns every function', async () => {
    const world = await packagedWorld();
    world.pullRequest = { ...world.pullRequest, changedFiles: null };
    expect((await run(world)).functions[0]?.rest.reason).toBe('collecting');
  });

  it('fails its check for a function that the package leaves out', async () => {
    const world = await packagedWorld();
    world.pullRequest = { ...world.pullRequest, changedFiles: null };
    const functions = [...config.functions, ...config.functions.map((fn) => ({ ...fn, key: 'sort' }))];
    const outcome = await runPullRequest(world.ports(), { ...config, functions }, world.pullRequest);
    expect(outcome.functions.map(({ rest }) => rest)).toContainEqual({ reason: 'not-packaged', files: null });
    expect(renderCheck(outcome)).toMatchObject({ conclusion: 'failure' });
    expect(renderComment(outcome)).toContain('more files changed than GitHub lists');
  });
});
