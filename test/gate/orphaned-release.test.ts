import { describe, expect, it } from 'vitest';
import { runPullRequest } from '../../src/gate/run-gate.ts';
import type { PullRequestOutcome } from '../../src/release/outcome.ts';
import type { FunctionPolicy } from '../../src/release/policy.ts';
import { renderCheck } from '../../src/report/check.ts';
import { renderComment } from '../../src/report/comment.ts';
import { config } from './config.ts';
import { comment, promotedWorld, run, soakingWorld } from './release-life.ts';
import type { World } from './world.ts';

/** A run after the function's entry in the configuration was changed. */
function runWith(world: World, change: Partial<FunctionPolicy>): Promise<PullRequestOutcome> {
  const functions = config.functions.map((fn) => ({ ...fn, ...change }));
  return runPullRequest(world.ports(), { ...config, functions }, world.pullRequest);
}

const elsewhere = { key: 'renamed', paths: ['other/**'] };

describe('a release whose function the configuration does not have any more', () => {
  it.each<[string, () => Promise<World>, Partial<FunctionPolicy>, string, string]>([
    [
      'while it soaks',
      soakingWorld,
      elsewhere,
      'requests were handed to its candidate. Done all the same: round-pr7 was stopped',
      'stop round',
    ],
    ['while it serves', promotedWorld, elsewhere, 'serves production', 'rollback round'],
    [
      'though its key is still there, with another experiment',
      promotedWorld,
      { experiment: 'other' },
      'serves production',
      'rollback round',
    ],
  ])('closes the gate %s', async (_, make, change, found, act) => {
    const outcome = await runWith(await make(), change);
    expect(outcome.problems).toMatchObject([
      {
        key: 'round',
        story: { found: expect.stringContaining(found), remedy: expect.stringContaining(act) },
      },
    ]);
    expect(renderCheck(outcome)).toMatchObject({ status: 'completed', conclusion: 'failure' });
  });

  it('is said of a closed pull request too', async () => {
    const world = await promotedWorld();
    world.pullRequest = { ...world.pullRequest, state: 'merged' };
    expect(renderComment(await runWith(world, elsewhere))).toContain('serves production');
  });

  it('is found by its promotion alone, where its record is gone', async () => {
    const world = await promotedWorld();
    world.releases = { ...world.releases, releases: {} };
    expect((await runWith(world, elsewhere)).problems).toMatchObject([{ key: 'round' }]);
  });

  it('is none of another pull request’s or repository’s', async () => {
    const world = await promotedWorld();
    const { pullRequest } = world;
    world.pullRequest = { ...pullRequest, number: 8 };
    expect((await runWith(world, elsewhere)).problems).toEqual([]);
    world.pullRequest = pullRequest;
    const of = Object.entries(world.releases.releases).map(([id, record]) => [
      id,
      { ...record, repository: 'acme/other' },
    ]);
    world.releases = { ...world.releases, releases: Object.fromEntries(of) };
    expect((await runWith(world, elsewhere)).problems).toEqual([]);
  });

  it.each<[string, () => Promise<World>, string, (world: World) => unknown, unknown]>([
    ['taken back', promotedWorld, '/scientist rollback', (world) => world.releases.overrides, {}],
    [
      'stopped',
      soakingWorld,
      '/scientist stop',
      (world) => world.releases.releases['round-pr7']?.shadowing,
      'off',
    ],
  ])('is %s on request all the same', async (_, make, text, seen, expected) => {
    const world = await make();
    comment(world, text);
    const { problems } = await runWith(world, elsewhere);
    expect(seen(world)).toEqual(expected);
    expect(problems).toMatchObject([{ story: { found: expect.stringContaining('Done all the same') } }]);
  });

  it('hands no further request to its candidate, takes front off the route, and soaks on once the key is back', async () => {
    const world = await soakingWorld();
    expect(world.route).toMatch(/^function /);
    await runWith(world, elsewhere);
    expect(world.releases.releases['round-pr7']).toMatchObject({ shadowing: 'off', mayResume: true });
    expect(world.route).toBe('integrations/former');
    await run(world);
    expect(world.route).toMatch(/^function /);
    expect(world.releases.releases['round-pr7']).toMatchObject({ shadowing: 'on' });
  });

  it('goes on where it was once the key is back', async () => {
    const world = await promotedWorld();
    await runWith(world, elsewhere);
    expect((await run(world)).functions[0]?.rest.reason).toBe('watching');
  });
});
