import { describe, expect, it } from 'vitest';
import { changeReleases } from '../../scientist-runtime/contract/release-changes.ts';
import type { ReleaseRecord } from '../../scientist-runtime/contract/releases.ts';
import type { Ports } from '../../src/gate/ports.ts';
import { runPullRequest } from '../../src/gate/run-gate.ts';
import type { Policy } from '../../src/release/policy.ts';
import { config } from './config.ts';
import {
  approve,
  cleanRows,
  comment,
  differingRow,
  packagedWorld,
  passedWorld,
  restOf,
  run,
  soak,
} from './release-life.ts';
import { codeNamed, controlArn, experimentsText, frontArn, settingsOf, type World } from './world.ts';

async function push(world: World, letter: string, source: string): Promise<void> {
  world.pullRequest = { ...world.pullRequest, headSha: letter.repeat(40) };
  world.artifact = (await packagedWorld(source)).artifact;
  world.nowMs += 1_000;
}

/** Soaks the present head to a pass, approves it and runs the promotion. */
async function promote(world: World): Promise<void> {
  await restOf(world);
  soak(world, cleanRows(600, world.nowMs));
  await restOf(world);
  approve(world);
  expect(await restOf(world)).toBe('watching');
}

async function rollBack(world: World): Promise<void> {
  comment(world, '/scientist rollback');
  expect(await restOf(world)).toBe('rolled-back');
}

function recordOf(world: World, id = 'round-pr7'): ReleaseRecord {
  const record = world.releases.releases[id];
  if (record === undefined) {
    throw new Error(`no record ${id}`);
  }
  return record;
}

/** Another pull request's soak on the same experiment, which goes on. */
function beginOther(world: World): void {
  const release = { ...recordOf(world), pullRequest: 8, evidenceKey: 'other', shadowing: 'on' as const };
  world.releases = changeReleases(world.releases, { kind: 'register', id: 'round-pr8', release });
}

describe('content that failed', () => {
  async function failedWorld(): Promise<World> {
    const world = await packagedWorld();
    await restOf(world);
    soak(world, [...cleanRows(30, world.nowMs), differingRow(world.nowMs + 2_000)]);
    expect(await restOf(world)).toBe('failed');
    world.pullRequest = { ...world.pullRequest, number: 8, headSha: 'e'.repeat(40) };
    return world;
  }

  it('is not soaked again for another pull request', async () => {
    const world = await failedWorld();
    expect(await restOf(world)).toBe('known-bad');
    expect([...world.functions.keys()].filter((name) => name.includes('pr8'))).toEqual([]);
  });

  it('ends a soak that another pull request has begun with it', async () => {
    const world = await packagedWorld();
    await restOf(world);
    world.pullRequest = { ...world.pullRequest, number: 8 };
    expect(await restOf(world)).toBe('collecting');
    world.pullRequest = { ...world.pullRequest, number: 7 };
    soak(world, [...cleanRows(30, world.nowMs), differingRow(world.nowMs + 2_000)]);
    expect(await restOf(world)).toBe('failed');
    world.pullRequest = { ...world.pullRequest, number: 8 };
    expect(await restOf(world)).toBe('known-bad');
    expect(recordOf(world, 'round-pr8').shadowing).toBe('off');
  });

  it('may be compared with another control', async () => {
    const world = await failedWorld();
    world.functions.delete('acme-functions-round');
    world.putFunction('acme-functions-round', codeNamed('newer'), settingsOf(await packagedWorld()), 'newer');
    expect(await restOf(world)).toBe('collecting');
  });

  it.each<[string, Partial<Policy>, string]>([
    ['may be asked again under other limits of the default branch', { differences: 0.5 }, 'collecting'],
    [
      'gets no second try from a longer soak or another claim',
      { soak: { ...config.policy.soak, maxMs: 172_800_000, rows: 30_000 }, claimRate: 0.02 },
      'known-bad',
    ],
  ])('%s', async (_, change, reason) => {
    const world = await failedWorld();
    const policy = { ...config.policy, ...change };
    const { functions } = await runPullRequest(world.ports(), { ...config, policy }, world.pullRequest);
    expect(functions[0]?.rest.reason).toBe(reason);
  });

  it('does not stand in the way of other content', async () => {
    const world = await failedWorld();
    world.artifact = (await packagedWorld('mended')).artifact;
    expect(await restOf(world)).toBe('collecting');
  });
});

describe('what was taken back', () => {
  it('is known by releases.json alone where the journal has not heard of it', async () => {
    const world = await packagedWorld();
    await promote(world);
    await rollBack(world);
    world.journal = world.journal.filter((entry) => entry.kind !== 'act' || entry.act !== 'rollback');
    world.pullRequest = { ...world.pullRequest, number: 8, headSha: 'e'.repeat(40) };
    world.commands = [];
    expect(await restOf(world)).toBe('rolled-back');
  });

  it('is not promoted again after another content was promoted and taken back too', async () => {
    const world = await packagedWorld('first');
    await promote(world);
    await rollBack(world);
    await push(world, 'c', 'second');
    await promote(world);
    await rollBack(world);
    await push(world, 'd', 'first');
    approve(world);
    expect(await restOf(world)).toBe('rolled-back');
    expect(world.serving()).toBe(controlArn);
  });

  it('leaves clients at once, although another pull request still needs front', async () => {
    const world = await packagedWorld();
    await promote(world);
    world.nowMs += 60_000;
    expect(await restOf(world)).toBe('promoted');
    beginOther(world);
    await rollBack(world);
    expect(world.route).toBe('integrations/former');
    expect(world.serving()).toBe(controlArn);
  });

  it('is taken back although nothing can be read of a newer head', async () => {
    const world = await packagedWorld();
    await promote(world);
    await push(world, 'e', 'def handler(event, context): return 2');
    comment(world, '/scientist rollback');
    const ports = world.ports();
    const unreadable = () => Promise.reject(new Error('GitHub does not answer'));
    const deaf: Ports = {
      ...ports,
      github: { ...ports.github, listNewerBaseFiles: unreadable },
      package: { read: unreadable },
    };
    const { functions, problems } = await run(world, deaf);
    expect(problems).toEqual([]);
    expect(functions[0]?.rest.reason).toBe('rolled-back');
    expect(world.serving()).toBe(controlArn);
  });

  it('lends its pass to no newer head', async () => {
    const world = await packagedWorld();
    await promote(world);
    await push(world, 'e', 'def handler(event, context): return 2');
    comment(world, `/scientist promote ${'e'.repeat(40)}`);
    await restOf(world);
    expect(world.journal).toContainEqual(expect.objectContaining({ command: 'promote', accepted: false }));
  });

  it('was the control of nothing: a newer head is compared with what serves again', async () => {
    const world = await packagedWorld();
    await promote(world);
    await push(world, 'e', 'def handler(event, context): return 2');
    await rollBack(world);
    expect(await restOf(world)).toBe('collecting');
    expect(recordOf(world)).toMatchObject({ headSha: 'e'.repeat(40), control: controlArn });
    const twins = world.functions.get('acme-functions-round-scientist-pr7-twin') ?? [];
    expect(twins.map(({ code }) => code.contentHash)).toEqual(['control']);
  });

  it('says so when the control is not what served before any more', async () => {
    const world = await packagedWorld();
    await promote(world);
    const [before] = world.functions.get('acme-functions-round') ?? [];
    if (before !== undefined) {
      world.functions.set('acme-functions-round', [
        { ...before, live: { ...before.live, codeSha256: 'anew' } },
      ]);
    }
    await rollBack(world);
    expect(world.releases.undone['rounding-float']?.because).toContain('was deployed anew meanwhile');
  });
});

describe('a soak that has nothing to go on for', () => {
  it.each([
    ['failed', { state: 'failed', url: 'u', conclusion: 'failure' }],
    ['finished without the function', { state: 'finished', url: 'u', artifactId: 2 }],
  ] as const)('ends and gives the route back when the package of the next head %s', async (_, packageRun) => {
    const world = await packagedWorld();
    await restOf(world);
    world.pullRequest = { ...world.pullRequest, headSha: 'c'.repeat(40) };
    world.packageRun = packageRun;
    world.artifact = new Uint8Array([1, 2, 3]);
    await restOf(world);
    expect(recordOf(world).shadowing).toBe('off');
    expect(world.route).toBe('integrations/former');
  });

  it('goes on while the package of the next head is being built, and obeys a stop', async () => {
    const world = await packagedWorld();
    await restOf(world);
    world.pullRequest = { ...world.pullRequest, headSha: 'c'.repeat(40) };
    world.packageRun = { state: 'running', url: 'u' };
    expect(await restOf(world)).toBe('package-running');
    expect(recordOf(world).shadowing).toBe('on');
    comment(world, '/scientist stop');
    expect(await restOf(world)).toBe('stopped');
    expect(world.route).toBe('integrations/former');
  });

  it('ends when a push takes the change back, so that no file of the function is changed', async () => {
    const world = await packagedWorld();
    await restOf(world);
    world.pullRequest = { ...world.pullRequest, headSha: 'c'.repeat(40), changedFiles: ['README.md'] };
    world.packageRun = { state: 'failed', url: 'u', conclusion: 'failure' };
    await restOf(world);
    expect(recordOf(world).shadowing).toBe('off');
    expect(world.route).toBe('integrations/former');
  });

  it('ends when its experiment is gone from the definition', async () => {
    const world = await packagedWorld();
    await restOf(world);
    world.experimentsText = 'experiments: {}\n';
    expect(await restOf(world)).toBe('undefined-experiment');
    expect(world.route).toBe('integrations/former');
    world.pullRequest = { ...world.pullRequest, state: 'closed' };
    expect(await restOf(world)).toBe('closed');
    expect(await restOf(world)).toBe('nothing concerned');
  });

  it.each<[string, (world: World) => void, (world: World) => void]>([
    [
      'a head in between could not be packaged',
      (world) => {
        world.packageRun = { state: 'failed', url: 'https://github.test/runs/2', conclusion: 'failure' };
        world.pullRequest = { ...world.pullRequest, headSha: 'e'.repeat(40) };
      },
      (world) => {
        world.packageRun = { state: 'finished', url: 'https://github.test/runs/3', artifactId: 3 };
        world.pullRequest = { ...world.pullRequest, headSha: 'f'.repeat(40) };
      },
    ],
    [
      'its experiment was gone for a while',
      (world) => {
        world.experimentsText = 'experiments: {}\n';
      },
      (world) => {
        world.experimentsText = experimentsText;
      },
    ],
    [
      'somebody stopped the head before',
      (world) => comment(world, '/scientist stop'),
      (world) => {
        world.pullRequest = { ...world.pullRequest, headSha: 'f'.repeat(40) };
      },
    ],
  ])('goes on with its rows when %s', async (_, interrupt, goOn) => {
    const world = await packagedWorld();
    await restOf(world);
    soak(world, cleanRows(30, world.nowMs));
    const { evidenceKey } = recordOf(world);
    interrupt(world);
    await restOf(world);
    expect(recordOf(world).shadowing).toBe('off');
    expect(world.route).toBe('integrations/former');
    world.nowMs += 7 * 86_400_000;
    goOn(world);
    expect(await restOf(world)).toBe('collecting');
    expect(recordOf(world)).toMatchObject({ evidenceKey, shadowing: 'on', startedAtMs: world.nowMs });
    expect(world.route).toBe(`function ${frontArn}`);
  });

  it('stays off when the tick ended it, whatever head brings the same content', async () => {
    const world = await packagedWorld();
    await restOf(world);
    const because = 'front added 60 ms to requests';
    const stop = { kind: 'stop-shadowing', id: 'round-pr7', evidenceKey: null, because } as const;
    world.releases = changeReleases(world.releases, stop);
    world.packageRun = { state: 'failed', url: 'https://github.test/runs/2', conclusion: 'failure' };
    world.pullRequest = { ...world.pullRequest, headSha: 'e'.repeat(40) };
    await restOf(world);
    world.packageRun = { state: 'finished', url: 'https://github.test/runs/3', artifactId: 3 };
    world.pullRequest = { ...world.pullRequest, headSha: 'f'.repeat(40) };
    expect(await restOf(world)).toBe('stopped');
  });

  it('ends when somebody points the route elsewhere, and leaves it there', async () => {
    const world = await packagedWorld();
    await restOf(world);
    world.route = 'function arn:aws:lambda:eu-west-1:111122223333:function:somebody';
    world.detachRefusesOthers = true;
    expect(await restOf(world)).toBe('stopped');
    expect(world.route).toContain('somebody');
    expect(world.releases.attachments).toEqual({});
  });

  it('gives the route back after its pass when its rows are full, and can still be promoted', async () => {
    const world = await packagedWorld();
    await restOf(world);
    soak(world, cleanRows(600, world.nowMs));
    world.releases = changeReleases(world.releases, {
      kind: 'stop-shadowing',
      id: 'round-pr7',
      evidenceKey: null,
      because: '20000 rows are reached',
    });
    expect(await restOf(world)).toBe('ready');
    expect(world.route).toBe('integrations/former');
    approve(world);
    expect(await restOf(world)).toBe('watching');
    expect(world.route).toBe(`function ${frontArn}`);
  });

  it('fails again at once, without a request, when a push goes back to a head that failed', async () => {
    const world = await packagedWorld('wrong');
    await restOf(world);
    soak(world, [differingRow(world.nowMs)]);
    expect(await restOf(world)).toBe('failed');
    const rows = [...world.rows];
    await push(world, 'c', 'other');
    expect(await restOf(world)).toBe('collecting');
    await push(world, 'a', 'wrong');
    expect(await restOf(world)).toBe('failed');
    expect([...world.rows]).toEqual(rows);
    expect(world.route).toBe('integrations/former');
  });
});

describe('after the pull request was closed', () => {
  it('a route that points at front without a record of it is given back', async () => {
    const world = await packagedWorld();
    await restOf(world);
    world.releases = { ...world.releases, attachments: {} };
    world.pullRequest = { ...world.pullRequest, state: 'closed' };
    expect(await restOf(world)).toBe('closed');
    expect(world.route).toBe('integrations/former');
  });

  it('what served stays until no front can name it any more', async () => {
    const world = await packagedWorld();
    await promote(world);
    await rollBack(world);
    world.pullRequest = { ...world.pullRequest, state: 'closed' };
    expect(await restOf(world)).toBe('closing');
    expect(world.functions.has('acme-functions-round--r7')).toBe(true);
    world.nowMs += 61_000;
    expect(await restOf(world)).toBe('closed');
    expect([...world.functions.keys()]).toEqual(['acme-functions-round']);
  });

  it('production returns to the stack’s own function once that holds what was promoted', async () => {
    const world = await packagedWorld();
    await promote(world);
    world.nowMs += 60_000;
    await restOf(world);
    world.pullRequest = { ...world.pullRequest, state: 'merged' };
    expect(await restOf(world)).toBe('promoted');
    const [dressed] = world.functions.get('acme-functions-round--r7') ?? [];
    const [own] = world.functions.get('acme-functions-round') ?? [];
    if (dressed === undefined || own === undefined) {
      throw new Error('nothing was promoted');
    }
    const { settings, codeSha256 } = dressed.live;
    world.functions.set('acme-functions-round', [
      {
        ...own,
        code: dressed.code,
        live: { ...own.live, settings, codeSha256: `${codeSha256} zipped anew` },
      },
    ]);
    await restOf(world);
    expect(world.releases.overrides).toEqual({});
    expect(world.route).toBe('integrations/former');
    world.nowMs += 61_000;
    expect(await restOf(world)).toBe('closed');
    expect(world.functions.has('acme-functions-round--r7')).toBe(false);
  });
});

describe('a promotion', () => {
  it('is refused where the function fails with production’s own role and the control does not', async () => {
    const world = await passedWorld();
    approve(world);
    world.failing.add('acme-functions-round--r7');
    const { problems } = await run(world);
    expect(problems).toMatchObject([{ key: 'round', story: { found: expect.stringContaining('it fails') } }]);
    expect(world.releases.overrides).toEqual({});
    world.failing.add('acme-functions-round');
    expect(await restOf(world)).toBe('watching');
  });

  it('is refused where another release was promoted since the facts were gathered', async () => {
    const world = await passedWorld();
    approve(world);
    const override = { was: controlArn, now: `${controlArn}--r8:1`, release: 'round-pr8', atMs: world.nowMs };
    const ports = world.ports();
    const overtaken: Ports = {
      ...ports,
      functions: {
        ...ports.functions,
        invoke: (arn, event) => {
          const change = { kind: 'override', experiment: 'rounding-float', override } as const;
          world.releases = changeReleases(world.releases, change);
          return ports.functions.invoke(arn, event);
        },
      },
    };
    const { problems } = await run(world, overtaken);
    expect(problems).toMatchObject([{ story: { expected: 'the promoted function to serve' } }]);
    expect(world.releases.overrides['rounding-float']).toEqual(override);
  });

  it('is not handed over before the watch’s time, though its shadowing ended earlier', async () => {
    const world = await packagedWorld();
    await promote(world);
    world.releases = changeReleases(world.releases, {
      kind: 'stop-shadowing',
      id: 'round-pr7-watch',
      evidenceKey: null,
      because: 'front added 80 ms to requests',
    });
    expect(await restOf(world)).toBe('watching');
    world.nowMs += 60_000;
    expect(await restOf(world)).toBe('promoted');
  });

  it('is taken back where it fails clients although its clone answers', async () => {
    const world = await packagedWorld();
    await promote(world);
    const rows = cleanRows(60, world.nowMs).map((row) => ({
      ...row,
      class: 'not-comparable' as const,
      reproduced: false,
    }));
    world.rows.set(`${recordOf(world, 'round-pr7-watch').evidenceKey}#round-pr7-watch`, rows);
    world.nowMs += 5_000;
    expect(await restOf(world)).toBe('rolled-back');
  });
});

it('a configuration that names another control than the definition closes the gate and deploys nothing', async () => {
  const world = await packagedWorld();
  world.experimentsText = world.experimentsText.replace('acme-functions-round', 'acme-functions-sort');
  world.putFunction('acme-functions-sort', codeNamed('sort'), settingsOf(world), 'sort');
  expect(await restOf(world)).toBe('other-control');
  expect(world.functions.has('acme-functions-round-scientist-pr7')).toBe(false);
});

it('a release of another repository under the same name is not touched', async () => {
  const world = await packagedWorld();
  await restOf(world);
  const release = { ...recordOf(world), repository: 'acme/other' };
  world.releases = { ...world.releases, releases: { 'round-pr7': release } };
  const { problems } = await run(world);
  expect(problems).toMatchObject([{ story: { found: expect.stringContaining('acme/other') } }]);
  expect(world.releases.releases['round-pr7']).toEqual(release);
});
