import { expect } from 'vitest';
import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import type { Ports } from '../../src/gate/ports.ts';
import { runPullRequest } from '../../src/gate/run-gate.ts';
import type { PullRequestOutcome } from '../../src/release/outcome.ts';
import type { Permission } from '../../src/release/permission.ts';
import type { Review } from '../../src/release/pull-request-facts.ts';
import { config } from './config.ts';
import { packageArtifact } from './package-zip.ts';
import { World } from './world.ts';

/** Rows in which candidate and twin answer as the control does, all warm, 20 ms each. */
export function cleanRows(count: number, atMs: number): ComparisonRow[] {
  return Array.from({ length: count }, (_, index) => ({
    at: atMs + index * 50,
    class: 'same',
    reproduced: true,
    twinFailed: false,
    candidateFailed: false,
    warmth: 'warm',
    twinMs: 20,
    candidateMs: 20,
    twinBilledMs: 20,
    candidateBilledMs: 20,
    difference: null,
  }));
}

/** A row in which the candidate alone differs. */
export function differingRow(atMs: number): ComparisonRow {
  return { ...cleanRows(1, atMs)[0], class: 'differs', difference: 'd1' } as ComparisonRow;
}

/** A world whose pull request 7 has been packaged. */
export async function packagedWorld(source = 'def handler(event, context): ...'): Promise<World> {
  const world = new World();
  world.artifact = await packageArtifact(source, { runtime: 'python3.13' });
  return world;
}

/** One run of the gate on the world's pull request. */
export function run(world: World, ports: Ports = world.ports()): Promise<PullRequestOutcome> {
  return runPullRequest(ports, config, world.pullRequest);
}

/** A world whose soak has begun. */
export async function soakingWorld(): Promise<World> {
  const world = await packagedWorld();
  await run(world);
  return world;
}

/** A world whose soak has passed, on 600 clean rows. */
export async function passedWorld(): Promise<World> {
  const world = await soakingWorld();
  soak(world, cleanRows(600, world.nowMs));
  expect(await restOf(world)).toBe('ready');
  return world;
}

/** A world whose candidate was approved and promoted. */
export async function promotedWorld(): Promise<World> {
  const world = await passedWorld();
  approve(world);
  expect(await restOf(world)).toBe('watching');
  return world;
}

/** A world whose watch is over: what was promoted serves, and front is off the route. */
export async function handedOverWorld(): Promise<World> {
  const world = await promotedWorld();
  world.nowMs += 60_000;
  expect(await restOf(world)).toBe('promoted');
  return world;
}

/** Gives the soak on record these rows and lets a minute go by. */
export function soak(world: World, rows: readonly ComparisonRow[]): void {
  const record = world.releases.releases['round-pr7'];
  if (record === undefined) {
    throw new Error('no soak is registered');
  }
  world.rows.set(`${record.evidenceKey}#round-pr7`, [...rows]);
  world.nowMs += 60_000;
}

/** Ben's approval of the head, given now. */
export function madeReview(world: World): Review {
  return {
    id: 1,
    by: 'ben',
    state: 'approved',
    commitSha: world.pullRequest.headSha,
    submittedAtMs: world.nowMs,
    permission: 'write',
  };
}

/** Ben approves the head. */
export function approve(world: World): void {
  world.nowMs += 1_000;
  world.reviews.push(madeReview(world));
  world.nowMs += 1_000;
}

/** Somebody types a command. */
export function comment(world: World, text: string, by = 'ben', permission: Permission = 'write'): void {
  world.nowMs += 1_000;
  world.commands.push({
    commentId: 100 + world.commands.length,
    by,
    permission,
    atMs: world.nowMs,
    text,
    unproven: null,
  });
  world.nowMs += 1_000;
}

/** Runs the gate, which must meet no problem, and says why it rests. */
export async function restOf(world: World): Promise<string> {
  const { functions, problems } = await run(world);
  expect(problems).toEqual([]);
  return functions[0]?.rest.reason ?? 'nothing concerned';
}
