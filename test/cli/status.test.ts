import { describe, expect, it } from 'vitest';
import { statusOf, statusText } from '../../src/cli/status.ts';
import { config } from '../gate/config.ts';
import { packagedWorld, promotedWorld, soakingWorld } from '../gate/release-life.ts';
import { controlArn, frontArn, type World } from '../gate/world.ts';

const textOf = (world: World) => {
  const snapshot = world.snapshot();
  return statusText(statusOf(config, snapshot), snapshot.problems);
};

describe('status', () => {
  it('of a function that nothing was begun for says what serves, and that nothing else is', async () => {
    const world = await packagedWorld();
    expect(textOf(world).split('\n')).toEqual([
      'round (experiment rounding-float)',
      `  serves:   ${controlArn}`,
      '  route:    not attached',
      '  promoted: nothing',
    ]);
  });

  it('of a soak names its route, its head and that it is compared', async () => {
    const text = textOf(await soakingWorld());
    expect(text).toContain(`  route:    GET /round of the API abc123 points at ${frontArn}`);
    expect(text).toMatch(/ {2}round-pr7: soak of aaaaaaaaaaaa since 2026-11-24T\S+Z, comparing$/m);
  });

  it('of a promotion tells since when it serves and in whose place', async () => {
    const world = await promotedWorld();
    const now = world.releases.overrides['rounding-float']?.now;
    const text = textOf(world);
    expect(text).toContain(`  serves:   ${now}`);
    expect(text).toMatch(/ {2}promoted: round-pr7 at 2026-11-24T\S+Z, in the place of \S+round$/m);
    expect(text).toContain('stopped (it was promoted)');
  });

  it('says when a promotion is not in force, because the definition names another control', async () => {
    const world = await promotedWorld();
    world.experimentsText = world.experimentsText.replace('acme-functions-round', 'acme-functions-other');
    expect(statusOf(config, world.snapshot())[0]?.promoted).toMatchObject({ inForce: false });
    expect(textOf(world)).toContain('not in force, experiments.yml names another control now');
  });

  it('says what was taken back, by whom and why', async () => {
    const world = await promotedWorld();
    const override = world.releases.overrides['rounding-float'];
    await world.ports().definition.change([
      {
        kind: 'undo-override',
        experiment: 'rounding-float',
        now: override?.now ?? '',
        by: 'tick',
        because: 'it fails more often',
        atMs: world.nowMs,
      },
    ]);
    expect(textOf(world)).toMatch(
      / {2}undone: {3}round-pr7 by tick at 2026-11-24T\S+Z: it fails more often$/m,
    );
  });

  it('begins with what is broken', async () => {
    const world = await soakingWorld();
    world.experimentsText = 'experiments: {round: [}';
    expect(textOf(world)).toMatch(/^broken, its last valid content serves on: experiments\.yml:1:\d+: /);
    expect(textOf(world)).toContain(`  serves:   ${controlArn}`);
  });

  it('says that the definition lacks an experiment of the configuration', async () => {
    const world = await packagedWorld();
    world.experimentsText = 'experiments: {}\n';
    expect(textOf(world)).toContain('  serves:   experiments.yml does not name the experiment');
  });
});
