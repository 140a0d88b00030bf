import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import { changeReleases } from '../../scientist-runtime/contract/release-changes.ts';
import { runPullRequest } from '../../src/gate/run-gate.ts';
import type { SeenRow } from '../../src/release/facts.ts';
import type { PullRequestOutcome } from '../../src/release/outcome.ts';
import type { Policy } from '../../src/release/policy.ts';
import { config } from '../gate/config.ts';
import { packageArtifact, zipOf } from '../gate/package-zip.ts';
import {
  approve,
  cleanRows,
  comment,
  differingRow,
  madeReview,
  packagedWorld,
  run,
  soak,
  soakingWorld,
} from '../gate/release-life.ts';
import { codeNamed, settingsOf, type World } from '../gate/world.ts';
import { madeSettings } from '../release/made-function.ts';
import { busyRows } from './busy-rows.ts';

/** One run under another policy. */
function runUnder(world: World, policy: Partial<Policy>): Promise<PullRequestOutcome> {
  return runPullRequest(
    world.ports(),
    { ...config, policy: { ...config.policy, ...policy } },
    world.pullRequest,
  );
}

/** The soak's rows under another policy, from its first run to the next. */
async function soakedUnder(
  policy: Partial<Policy>,
  rows: (startMs: number) => readonly SeenRow[],
  waitMs = 0,
): Promise<PullRequestOutcome> {
  const world = await packagedWorld();
  await runUnder(world, policy);
  soak(world, rows(world.nowMs));
  world.nowMs += waitMs;
  return runUnder(world, policy);
}

async function passed(): Promise<World> {
  const world = await soakingWorld();
  soak(world, busyRows(600, world.nowMs));
  await run(world);
  return world;
}

async function promoted(): Promise<World> {
  const world = await passed();
  approve(world);
  await run(world);
  return world;
}

/** Rows of the watch on record. */
function watch(world: World, rows: readonly SeenRow[]): void {
  const record = world.releases.releases['round-pr7-watch'];
  world.rows.set(`${record?.evidenceKey}#round-pr7-watch`, [...rows]);
  world.nowMs += 5_000;
}

function changed(rows: readonly ComparisonRow[], changes: Partial<SeenRow>, every = 1): SeenRow[] {
  return rows.map((row, index) => (index % every === 0 ? { ...row, ...changes } : row));
}

function push(world: World, letter: string): void {
  world.pullRequest = { ...world.pullRequest, headSha: letter.repeat(40) };
}

/** The soak that found Python's rounding. */
async function roundedDown(): Promise<World> {
  const world = await soakingWorld();
  const start = world.nowMs;
  soak(world, busyRows(612, start, { differingFrom: 38, differing: 37 }));
  world.differences = [
    {
      id: 'd1',
      pointer: '/rounded',
      kind: 'value',
      deltaClass: 'number-',
      rows: 37,
      mirroredRows: 0,
      samples: [{ request: 'GET /round?number=62.5', control: '63', candidate: '62' }],
    },
  ];
  return world;
}

const minute = 60_000;
const hour = 60 * minute;

/** Real states of a release, by name, as a run of the gate leaves them. */
export const outcomes: Readonly<Record<string, () => Promise<PullRequestOutcome>>> = {
  'nothing-changed': async () => {
    const begun = await soakingWorld();
    const contentHash = begun.releases.releases['round-pr7']?.contentHash ?? '';
    const world = await packagedWorld();
    const settings = madeSettings({ runtime: 'python3.13' });
    world.putFunction('acme-functions-round', codeNamed(contentHash), settings, 'same');
    return run(world);
  },
  'no-package': async () => {
    const world = await packagedWorld();
    world.packageRun = { state: 'none' };
    return run(world);
  },
  'package-running': async () => {
    const world = await packagedWorld();
    world.packageRun = { state: 'running', url: 'https://github.test/runs/2' };
    return run(world);
  },
  'package-running-after-failure': async () => {
    const world = await roundedDown();
    await run(world);
    push(world, 'c');
    world.packageRun = { state: 'running', url: 'https://github.test/runs/2' };
    return run(world);
  },
  'package-failed': async () => {
    const world = await packagedWorld();
    const url = 'https://github.test/acme/functions/actions/runs/2';
    world.packageRun = { state: 'failed', url, conclusion: 'failure' };
    return run(world);
  },
  'package-unusable': async () => {
    const world = await packagedWorld();
    world.artifact = new Uint8Array([1, 2, 3]);
    return run(world);
  },
  'cannot-clone': async () => {
    const world = await packagedWorld();
    const [control] = world.functions.get('acme-functions-round') ?? [];
    if (control !== undefined) {
      const live = { ...control.live, unclonable: ['it mounts a file system'] };
      world.functions.set('acme-functions-round', [{ ...control, live }]);
    }
    return run(world);
  },
  'setting-refused': async () => {
    const world = await packagedWorld();
    world.artifact = await packageArtifact('def handler(event, context): ...', {
      environment: { NODE_OPTIONS: '--require /opt/x.js' },
      layers: ['arn:aws:lambda:eu-west-1:999988887777:layer:tools:3'],
    });
    return run(world);
  },
  'changing-settings': async () => {
    const world = await packagedWorld();
    world.artifact = await packageArtifact('def handler(event, context): ...', {
      runtime: 'python3.13',
      handler: 'a|b`@ana',
      memoryMb: 256,
      environment: { STAGE: 'hush-hush', ADDED: 'hush-hush' },
      layers: ['arn:aws:lambda:eu-west-1:111122223333:layer:tools:3'],
    });
    await run(world);
    soak(world, busyRows(600, world.nowMs));
    return run(world);
  },
  'evidence-expired': async () => {
    const world = await passed();
    world.nowMs += 30 * 24 * hour;
    return run(world);
  },
  'clock-behind': async () => {
    const world = await passed();
    world.nowMs -= 24 * hour;
    return run(world);
  },
  'not-packaged': async () => {
    const world = await packagedWorld();
    world.artifact = await zipOf({
      'scientist-manifest.json': JSON.stringify({ schemaVersion: 1, functions: {} }),
    });
    return run(world);
  },
  'known-bad': async () => {
    const world = await packagedWorld();
    await run(world);
    soak(world, [...cleanRows(30, world.nowMs), differingRow(world.nowMs + 2_000)]);
    await run(world);
    world.pullRequest = { ...world.pullRequest, number: 8 };
    return run(world);
  },
  'needs-consent': async () => {
    const world = await packagedWorld();
    world.pullRequest = { ...world.pullRequest, fromFork: true, author: 'otto', lastPusher: 'otto' };
    return run(world);
  },
  'other-promotion': async () => {
    const world = await packagedWorld();
    const now = world.putFunction('acme-functions-round--r5', codeNamed('five'), settingsOf(world), 'five');
    const { arn: was } = world.functions.get('acme-functions-round')?.[0]?.live ?? { arn: '' };
    const override = { was, now, release: 'round-pr5', atMs: world.nowMs };
    const change = { kind: 'override', experiment: 'rounding-float', override } as const;
    world.releases = changeReleases(world.releases, change);
    return run(world);
  },
  'undefined-experiment': async () => {
    const world = await soakingWorld();
    world.experimentsText = 'experiments: {}\n';
    return run(world);
  },
  'other-control': async () => {
    const world = await packagedWorld();
    world.experimentsText = world.experimentsText.replace('acme-functions-round', 'acme-functions-sort');
    world.putFunction('acme-functions-sort', codeNamed('sort'), settingsOf(world), 'sort');
    return run(world);
  },
  'broken-definition': async () => {
    const world = await soakingWorld();
    world.experimentsText = 'experiments:\n  round: [\n';
    return run(world);
  },
  problem: async () => {
    const world = await packagedWorld();
    world.functions.delete('acme-functions-round');
    return { ...(await run(world)), runUrl: 'https://github.test/acme/functions/actions/runs/9' };
  },
  'problem-of-all': async () => {
    const outcome = await run(await packagedWorld());
    const story = {
      expected: 'AWS to answer',
      found: 'AWS could not describe the stack "scientist-runtime": access denied',
      remedy: 'Give the role of the gate that permission.',
    };
    return { ...outcome, policy: null, functions: [], problems: [{ key: null, story, outside: true }] };
  },

  begun: async () => run(await soakingWorld()),
  collecting: async () => {
    const world = await soakingWorld();
    soak(world, busyRows(214, world.nowMs));
    return run(world);
  },
  'collecting-until-minimum': () =>
    soakedUnder({ soak: { ...config.policy.soak, minMs: hour } }, (start) => busyRows(600, start)),
  'collecting-beyond-the-end': () =>
    soakedUnder(
      { claimRate: 0.001 },
      (start) => busyRows(214, start, { gapMs: 5 * minute }),
      214 * 5 * minute,
    ),
  'collecting-beyond-the-cap': () => soakedUnder({ claimRate: 0.0001 }, (start) => busyRows(600, start)),
  'collecting-with-errors': () =>
    soakedUnder({ differences: 0.05 }, (start) =>
      changed(busyRows(120, start), { candidateFailed: true, class: 'flickered' }, 60),
    ),
  'nothing-compared': async () => {
    const world = await soakingWorld();
    world.nowMs += 5 * minute;
    return run(world);
  },
  'nothing-compared-by-post': async () => {
    const world = await packagedWorld();
    world.experimentsText = world.experimentsText.replace('GET /round', 'POST /round');
    await run(world);
    world.nowMs += 5 * minute;
    return run(world);
  },
  'nothing-compared-throttled': async () => {
    const world = await soakingWorld();
    soak(world, changed(cleanRows(1, world.nowMs), { class: 'missing', missingReason: 'throttled' }));
    world.nowMs += minute;
    return run(world);
  },

  failed: async () => run(await roundedDown()),
  'failed-at-several-places': async () => {
    const world = await roundedDown();
    const [first] = world.differences;
    world.differences =
      first === undefined ? [] : [{ ...first, pointer: '/number', kind: 'missing', deltaClass: 'number' }];
    for (const [key, rows] of world.rows) {
      const everywhere = (row: SeenRow, index: number): SeenRow => ({
        ...row,
        pointers: [
          '/number',
          '/rounded',
          ...(index % 2 === 0 ? ['/extra|`'] : []),
          ...(index % 3 === 0 ? ['header:location'] : []),
        ],
      });
      world.rows.set(
        key,
        rows.map((row, index) => (row.class === 'differs' ? everywhere(row, index) : row)),
      );
    }
    return run(world);
  },
  'failed-by-flickers-at-places': () =>
    soakedUnder({}, (start) =>
      busyRows(200, start).map((row, index) =>
        index % 4 === 0
          ? {
              ...row,
              class: 'flickered',
              difference: 'd1',
              pointers: ['/rounded', ...(index % 3 === 0 ? ['/cache', '/a', '/b', '/c'] : [])],
            }
          : row,
      ),
    ),
  'failed-beyond-tolerance': () =>
    soakedUnder({ differences: 0.005 }, (start) =>
      changed(busyRows(400, start), { class: 'differs', difference: 'd1' }, 16),
    ),
  'failed-by-flickers': () =>
    soakedUnder({}, (start) => changed(busyRows(200, start), { class: 'flickered', difference: 'd1' }, 4)),
  'failed-by-errors': () =>
    soakedUnder({}, (start) =>
      changed(busyRows(200, start), { candidateFailed: true, class: 'flickered' }, 9),
    ),
  'failed-by-latency': () => soakedUnder({}, (start) => busyRows(300, start, { slower: 1.6 })),
  'failed-by-all': () =>
    soakedUnder({}, (start) => [
      ...changed(busyRows(200, start, { slower: 1.5 }), { candidateFailed: true, class: 'flickered' }, 9),
      differingRow(start + 50_000),
    ]),
  invalid: async () => {
    const world = await soakingWorld();
    soak(
      world,
      changed(busyRows(60, world.nowMs), {
        class: 'not-comparable',
        reproduced: false,
        pointers: ['/generatedAt'],
      }),
    );
    return run(world);
  },
  'invalid-by-loss': async () => {
    const world = await soakingWorld();
    soak(world, changed(busyRows(200, world.nowMs), { class: 'missing', missingReason: 'lost' }, 5));
    return run(world);
  },
  inconclusive: () => soakedUnder({}, (start) => busyRows(320, start, { gapMs: 4 * minute }), 24 * hour),
  'inconclusive-at-the-limit': () =>
    soakedUnder(
      { errorRate: 0.02 },
      (start) =>
        changed(
          busyRows(400, start, { gapMs: 2 * minute }),
          { candidateFailed: true, class: 'flickered' },
          50,
        ),
      24 * hour,
    ),
  'inconclusive-in-silence': () => soakedUnder({}, () => [], 24 * hour),
  stopped: async () => {
    const world = await soakingWorld();
    comment(world, '/scientist stop');
    comment(world, '/scientist promote', 'otto');
    return run(world);
  },
  'stopped-by-a-moved-route': async () => {
    const world = await soakingWorld();
    world.route = 'function arn:aws:lambda:eu-west-1:111122223333:function:somebody';
    world.detachRefusesOthers = true;
    return run(world);
  },

  ready: async () => run(await passed()),
  'ready-after-early-approvals': async () => {
    const world = await soakingWorld();
    approve(world);
    comment(world, `/scientist promote ${world.pullRequest.headSha}`, 'cleo');
    soak(world, busyRows(600, world.nowMs));
    await run(world);
    world.reviews.push(
      { ...madeReview(world), by: 'ana', permission: 'admin' },
      { ...madeReview(world), by: 'otto', permission: 'read' },
      { ...madeReview(world), by: 'old', commitSha: 'f'.repeat(40) },
    );
    return run(world);
  },
  'ready-by-command': () =>
    soakedUnder(
      { promoteOn: 'command', approvers: { permission: 'admin', teams: [], self: true } },
      (start) => busyRows(600, start),
    ),
  'ready-by-merge': () => soakedUnder({ promoteOn: 'merge' }, (start) => busyRows(600, start)),
  'ready-within-tolerance': () =>
    soakedUnder({ differences: 0.05 }, (start) => [
      ...busyRows(500, start),
      ...changed(busyRows(100, start + 30_000), { class: 'not-comparable' }, 2),
    ]),
  behind: async () => {
    const world = await passed();
    world.newerBaseFiles = ['round/handler.mjs'];
    return run(world);
  },

  watching: async () => run(await promoted()),
  'watching-with-rows': async () => {
    const world = await promoted();
    const rows = busyRows(112, world.nowMs);
    watch(world, [
      ...changed(rows, { candidateFailed: true, class: 'flickered' }, 100),
      differingRow(world.nowMs + 9_000),
    ]);
    return run(world);
  },
  promoted: async () => {
    const world = await promoted();
    watch(world, busyRows(112, world.nowMs));
    world.nowMs += minute;
    return run(world);
  },
  'promoted-in-silence': async () => {
    const world = await promoted();
    world.nowMs += minute;
    return run(world);
  },
  'promoted-with-a-newer-head': async () => {
    const world = await promoted();
    world.nowMs += minute;
    push(world, 'c');
    return run(world);
  },
  'rolled-back': async () => {
    const world = await promoted();
    comment(world, '/scientist rollback');
    return run(world);
  },
  'rolled-back-by-itself': async () => {
    const world = await promoted();
    watch(world, changed(busyRows(120, world.nowMs), { class: 'not-comparable', twinFailed: true }, 9));
    return run(world);
  },
  'rolled-back-unlike-itself': async () => {
    const world = await promoted();
    watch(world, changed(busyRows(60, world.nowMs), { class: 'not-comparable', reproduced: false }));
    return run(world);
  },
  superseded: async () => {
    const world = await promoted();
    const other = 'acme-functions-round-2';
    world.putFunction(other, codeNamed('other'), { ...settingsOf(world), memoryMb: 256 }, 'other');
    world.experimentsText = world.experimentsText.replace('acme-functions-round', other);
    return run(world);
  },
  closing: async () => {
    const world = await promoted();
    comment(world, '/scientist rollback');
    await run(world);
    world.pullRequest = { ...world.pullRequest, state: 'closed' };
    return run(world);
  },
  closed: async () => {
    const world = await soakingWorld();
    world.pullRequest = { ...world.pullRequest, state: 'closed' };
    return run(world);
  },

  several: async () => {
    const world = await roundedDown();
    const [round] = config.functions;
    if (round === undefined) {
      throw new Error('the configuration names no function');
    }
    const functions = [round, { ...round, key: 'sort', experiment: 'sorting' }];
    return runPullRequest(world.ports(), { ...config, functions }, world.pullRequest);
  },
};
