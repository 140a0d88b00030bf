import { describe, expect, it } from 'vitest';
import { rowRetentionMs } from '../../scientist-runtime/contract/row-retention.ts';
import { renderCheck } from '../../src/report/check.ts';
import {
  approve,
  cleanRows,
  comment,
  differingRow,
  packagedWorld,
  passedWorld,
  run,
  soak,
  soakingWorld,
} from './release-life.ts';
import type { World } from './world.ts';

const startOf = (world: World): number => world.releases.releases['round-pr7']?.startedAtMs ?? Number.NaN;
const reasonOf = async (world: World) => (await run(world)).functions[0]?.rest.reason;

describe('a soak whose rows expire', () => {
  it('is promoted by an approval as long as all of them stand', async () => {
    const world = await passedWorld();
    world.nowMs = startOf(world) + rowRetentionMs - 10_000;
    approve(world);
    expect(await reasonOf(world)).toBe('watching');
  });

  it('is not promoted any more once its first row may be gone', async () => {
    const world = await passedWorld();
    world.nowMs = startOf(world) + rowRetentionMs;
    approve(world);
    expect(await reasonOf(world)).toBe('evidence-expired');
    expect(world.releases.overrides).toEqual({});
    expect(world.route).toBe('integrations/former');
    expect(world.releases.releases['round-pr7']).toMatchObject({ shadowing: 'off' });
  });

  it('that failed is not passed on the rows that are left', async () => {
    const world = await soakingWorld();
    const start = world.nowMs;
    const clean = cleanRows(600, start + 1_000);
    soak(world, [differingRow(start), ...clean]);
    expect(await reasonOf(world)).toBe('failed');
    soak(world, clean);
    world.nowMs = start + rowRetentionMs + 1_000;
    approve(world);
    expect(await reasonOf(world)).toBe('evidence-expired');
    expect(world.journal.flatMap((entry) => (entry.kind === 'verdict' ? [entry.decision] : []))).toEqual([
      'fail',
    ]);
  });

  it('that was stopped before it could fail is not passed, once resumed, on the rows that are left', async () => {
    const world = await soakingWorld();
    const start = world.nowMs;
    const clean = cleanRows(600, start + 1_000);
    soak(world, [differingRow(start), ...clean]);
    comment(world, '/scientist stop', 'ana');
    expect(await reasonOf(world)).toBe('stopped');
    soak(world, clean);
    world.nowMs = start + rowRetentionMs + 1_000;
    world.pullRequest = { ...world.pullRequest, headSha: 'c'.repeat(40) };
    expect(await reasonOf(world)).toBe('evidence-expired');
    expect(world.journal.filter(({ kind }) => kind === 'verdict')).toEqual([]);
  });

  it('decides nothing on fewer rows than its verdict had, whatever the record says of its start', async () => {
    const world = await passedWorld();
    soak(world, cleanRows(599, world.nowMs - 60_000));
    approve(world);
    expect(await reasonOf(world)).toBe('evidence-expired');
    expect(world.releases.overrides).toEqual({});
  });

  it.each([
    [
      'waits where a clock that is minutes behind does not see the last rows yet',
      8 * 60_000,
      500,
      'in_progress',
    ],
    ['decides nothing where it lies in the future by more than clocks differ', 11 * 60_000, 600, null],
  ])('%s', async (_, behindMs, rows, status) => {
    const world = await passedWorld();
    soak(world, cleanRows(rows, world.nowMs));
    world.nowMs -= 60_000 + behindMs;
    approve(world);
    const outcome = await run(world);
    expect(outcome.functions[0]?.rest.reason).toBe('clock-behind');
    expect(renderCheck(outcome).status).toBe(status ?? 'completed');
    expect(renderCheck(outcome).conclusion).toBe(status === null ? 'failure' : null);
    expect(world.releases.overrides).toEqual({});
    expect(world.releases.releases['round-pr7']).toMatchObject({ shadowing: 'on' });
    world.nowMs += 2 * behindMs;
    soak(world, cleanRows(600, startOf(world)));
    approve(world);
    expect(await reasonOf(world)).toBe('watching');
  });

  it('goes on under a clock that is a little behind and sees all of them', async () => {
    const world = await soakingWorld();
    soak(world, cleanRows(30, world.nowMs));
    world.nowMs = startOf(world) - 60_000;
    expect(await reasonOf(world)).toBe('collecting');
  });

  it('soaks again with the next content', async () => {
    const world = await passedWorld();
    world.nowMs = startOf(world) + rowRetentionMs;
    await run(world);
    world.pullRequest = { ...world.pullRequest, headSha: 'c'.repeat(40) };
    world.artifact = (await packagedWorld('def handler(event, context): return 1')).artifact;
    expect(await reasonOf(world)).toBe('collecting');
    expect(startOf(world)).toBe(world.nowMs);
  });
});
