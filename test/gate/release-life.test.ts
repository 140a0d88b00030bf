import { describe, expect, it } from 'vitest';
import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import { shadowConcurrency } from '../../scientist-runtime/contract/shadow-capacity.ts';
import type { Ports } from '../../src/gate/ports.ts';
import { noAsyncSettings } from '../../src/release/function-terms.ts';
import type { Permission } from '../../src/release/permission.ts';
import { headlineOf } from '../../src/report/headline.ts';
import { nextActionOf } from '../../src/report/next-action.ts';
import {
  approve,
  cleanRows,
  comment,
  differingRow,
  handedOverWorld,
  madeReview,
  packagedWorld,
  passedWorld,
  promotedWorld,
  restOf,
  run,
  soak,
  soakingWorld,
} from './release-life.ts';
import { codeNamed, controlArn, frontArn, settingsOf, type World } from './world.ts';

/** Somebody gives the control what no clone can have. */
function mountFileSystem(world: World): void {
  const [control] = world.functions.get('acme-functions-round') ?? [];
  if (control === undefined) {
    throw new Error('the world has no control');
  }
  const live = { ...control.live, unclonable: ['it mounts a file system'] };
  world.functions.set('acme-functions-round', [{ ...control, live }]);
}

describe('the way of a release', () => {
  it('deploys twin and candidate, registers the soak, then attaches the route', async () => {
    const world = await packagedWorld();
    expect(await restOf(world)).toBe('collecting');
    expect(world.said).toEqual([
      'round: deploy-twin',
      'round: deploy-candidate',
      'round: register',
      'round: attach',
      'round: collecting',
    ]);
    expect(world.route).toBe(`function ${frontArn}`);
    expect(world.serving()).toBe(controlArn);
  });

  it('does nothing in a second run', async () => {
    const world = await packagedWorld();
    await run(world);
    world.said = [];
    expect(await restOf(world)).toBe('collecting');
    expect(world.said).toEqual(['round: collecting']);
  });

  it('stops and detaches when an answer differs', async () => {
    const world = await packagedWorld();
    await restOf(world);
    soak(world, [...cleanRows(40, world.nowMs), differingRow(world.nowMs + 3_000)]);
    expect(await restOf(world)).toBe('failed');
    expect(world.route).toBe('integrations/former');
    expect(world.releases.releases['round-pr7']?.shadowing).toBe('off');
    expect(world.journal.filter(({ kind }) => kind === 'verdict')).toMatchObject([
      { decision: 'fail', reasons: ['unexplained-difference'] },
    ]);
  });

  it('soaks a mended head under a new evidence key', async () => {
    const world = await packagedWorld();
    await restOf(world);
    soak(world, [differingRow(world.nowMs)]);
    await restOf(world);
    const failedKey = world.releases.releases['round-pr7']?.evidenceKey;
    world.pullRequest = { ...world.pullRequest, headSha: 'c'.repeat(40) };
    world.artifact = (await packagedWorld('mended')).artifact;
    expect(await restOf(world)).toBe('collecting');
    expect(world.releases.releases['round-pr7']).toMatchObject({ shadowing: 'on', headSha: 'c'.repeat(40) });
    expect(world.releases.releases['round-pr7']?.evidenceKey).not.toBe(failedKey);
    expect(world.route).toBe(`function ${frontArn}`);
  });

  it('goes on counting when a new head brings the same content', async () => {
    const world = await packagedWorld();
    await restOf(world);
    const before = world.releases.releases['round-pr7'];
    world.pullRequest = { ...world.pullRequest, headSha: 'c'.repeat(40) };
    world.nowMs += 60_000;
    expect(await restOf(world)).toBe('collecting');
    expect(world.releases.releases['round-pr7']).toEqual({ ...before, headSha: 'c'.repeat(40) });
  });

  it('waits for an approval after a pass, and does not count one given before it', async () => {
    const world = await packagedWorld();
    await restOf(world);
    approve(world);
    soak(world, cleanRows(600, world.nowMs));
    expect(await restOf(world)).toBe('ready');
    expect(world.serving()).toBe(controlArn);
  });

  it('waits while a review asks for changes, and says so', async () => {
    const world = await passedWorld();
    approve(world);
    world.reviews.push({ ...madeReview(world), by: 'cid', state: 'changes-requested' });
    const { functions } = await run(world);
    expect(functions.map((shown) => headlineOf(shown))).toEqual([
      expect.stringMatching(/Not promoted while a review asks for changes\.$/),
    ]);
    expect(functions.map(nextActionOf)).toEqual([
      'Nothing is promoted while `@cid` asks for changes: a new review of theirs, or dismissing that one, ends it',
    ]);
    world.reviews.pop();
    expect(await restOf(world)).toBe('watching');
  });

  it('does not come by a command that was refused, once what spoke against it is gone', async () => {
    const world = await passedWorld();
    world.reviews.push({ ...madeReview(world), by: 'cid', state: 'changes-requested' });
    comment(world, `/scientist promote ${world.pullRequest.headSha}`);
    await restOf(world);
    world.reviews.pop();
    expect(await restOf(world)).toBe('ready');
    expect(world.serving()).toBe(controlArn);
    comment(world, `/scientist promote ${world.pullRequest.headSha}`);
    expect(await restOf(world)).toBe('watching');
  });

  it('waits for two approvals where nobody can tell whose work it is, and says so', async () => {
    const world = await packagedWorld();
    world.pullRequest = { ...world.pullRequest, lastPusher: 'robot[bot]', contributors: null };
    await restOf(world);
    soak(world, cleanRows(600, world.nowMs));
    await restOf(world);
    approve(world);
    const { functions } = await run(world);
    expect(functions.map((shown) => headlineOf(shown))).toEqual([
      expect.stringMatching(/Two approvals promote\.$/),
    ]);
    expect(functions.map(nextActionOf)).toEqual([expect.stringMatching(/^Two people with write access/)]);
    comment(world, `/scientist promote ${world.pullRequest.headSha}`, 'cid');
    expect(await restOf(world)).toBe('watching');
  });

  it('dresses what was soaked in the settings and terms of production', async () => {
    const world = await packagedWorld();
    const asynchronous = { ...noAsyncSettings, deadLetterArn: 'arn:queue' };
    const production = {
      vpc: { subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'], ipv6: false },
      kmsKeyArn: 'arn:key',
      ephemeralStorageMb: 2_048,
    };
    const settings = { ...settingsOf(world), ...production };
    world.putFunction('acme-functions-round', codeNamed('control'), settings, 'vpc', {
      roleArn: 'production',
      reservedConcurrency: 50,
      asynchronous,
    });
    await restOf(world);
    soak(world, cleanRows(600, world.nowMs));
    await restOf(world);
    approve(world);
    expect(await restOf(world)).toBe('watching');
    const live = (name: string) => world.functions.get(name)?.at(-1)?.live;
    expect(live('acme-functions-round--r7')).toMatchObject({
      settings: { ...production, runtime: 'python3.13' },
      roleArn: 'production',
      reservedConcurrency: 50,
      asynchronous,
    });
    for (const shadow of ['acme-functions-round-scientist-pr7', 'acme-functions-round-scientist-pr7-twin']) {
      expect(live(shadow)).toMatchObject({
        settings: production,
        reservedConcurrency: shadowConcurrency,
        asynchronous: noAsyncSettings,
      });
    }
  });

  it('deploys nothing where a clone would be another function, and says which setting it is', async () => {
    const world = await packagedWorld();
    mountFileSystem(world);
    const { functions, problems } = await run(world);
    expect(problems).toEqual([]);
    expect(functions[0]?.rest).toEqual({ reason: 'cannot-clone', problem: 'it mounts a file system' });
    expect([...world.functions.keys()]).toEqual(['acme-functions-round']);
    expect(world.route).toBe('integrations/former');
  });

  it('still stops a soak whose control can no longer be cloned', async () => {
    const world = await packagedWorld();
    await restOf(world);
    mountFileSystem(world);
    comment(world, '/scientist stop');
    await restOf(world);
    world.pullRequest = { ...world.pullRequest, state: 'closed' };
    expect(await restOf(world)).toBe('closed');
    expect(world.route).toBe('integrations/former');
    expect([...world.functions.keys()]).toEqual(['acme-functions-round']);
  });

  it('promotes the soaked content under the control’s own role once it is approved', async () => {
    const world = await promotedWorld();
    const [dressed] = world.functions.get('acme-functions-round--r7') ?? [];
    expect(dressed?.live).toMatchObject({ roleArn: 'role', settings: { runtime: 'python3.13' } });
    expect(dressed?.code.contentHash).toBe(world.releases.releases['round-pr7']?.contentHash);
    expect(world.serving()).toBe(dressed?.live.arn);
  });

  it('watches what was promoted with the old control’s clone as candidate, then hands the route over', async () => {
    const world = await promotedWorld();
    const { 'round-pr7': soaked, 'round-pr7-watch': watch } = world.releases.releases;
    expect(watch).toMatchObject({ candidate: soaked?.twin, twin: soaked?.candidate, stage: 'watch' });
    expect(soaked?.shadowing).toBe('off');
    world.nowMs += 60_000;
    expect(await restOf(world)).toBe('promoted');
    expect(world.route).toBe(`function ${world.releases.overrides['rounding-float']?.now}`);
    expect(world.releases.releases['round-pr7-watch']?.shadowing).toBe('off');
  });

  it.each(['during', 'after'])('rolls back on request %s the watch', async (when) => {
    const world = await promotedWorld();
    if (when === 'after') {
      world.nowMs += 60_000;
      await restOf(world);
    }
    comment(world, '/scientist rollback');
    expect(await restOf(world)).toBe('rolled-back');
    expect(world.route).toBe('integrations/former');
    expect(world.serving()).toBe(controlArn);
    expect(Object.values(world.releases.releases).map(({ shadowing }) => shadowing)).toEqual(['off', 'off']);
  });

  it('keeps back what was taken back, and soaks it anew only when its content changes', async () => {
    const world = await promotedWorld();
    comment(world, '/scientist rollback');
    await restOf(world);
    approve(world);
    expect(await restOf(world)).toBe('rolled-back');
    world.pullRequest = { ...world.pullRequest, headSha: 'd'.repeat(40) };
    world.artifact = (await packagedWorld('mended after the rollback')).artifact;
    expect(await restOf(world)).toBe('collecting');
  });

  it('stops on request, for this head only', async () => {
    const world = await packagedWorld();
    await restOf(world);
    comment(world, '/scientist stop', 'ana');
    expect(await restOf(world)).toBe('stopped');
    expect(world.route).toBe('integrations/former');
  });

  it('decides any number of commands in one step, those that make production safer first', async () => {
    const world = await promotedWorld();
    for (let count = 0; count < 100; count += 1) {
      comment(world, '/scientist help', count % 2 === 0 ? 'ana' : 'ben');
    }
    comment(world, '/scientist rollback');
    expect(await restOf(world)).toBe('rolled-back');
    const commands = world.journal.filter(({ kind }) => kind === 'command');
    expect(commands).toHaveLength(101);
    expect(commands[0]).toMatchObject({ command: 'rollback', accepted: true });
    expect(world.said.filter((line) => line === 'round: acknowledge')).toHaveLength(1);
  });

  it('does not hear those without write access, and journals nothing of theirs', async () => {
    const world = await promotedWorld();
    for (const permission of ['none', 'read', 'triage'] as const) {
      comment(world, '/scientist rollback', 'otto', permission);
    }
    expect(await restOf(world)).toBe('watching');
    expect(world.journal.filter(({ kind }) => kind === 'command')).toEqual([]);
  });

  it.each([
    ['refused it', false, 'watching'],
    ['accepted it', true, 'rolled-back'],
  ])('lets the decision of another run stand that was first and %s', async (_, accepted, reason) => {
    const world = await promotedWorld();
    comment(world, '/scientist rollback');
    const ports = world.ports();
    const append: typeof ports.journal.append = async (partition, entry) => {
      if (entry.kind === 'command' && !world.journal.some(({ id }) => id === entry.id)) {
        world.journal = [...world.journal, { ...entry, accepted, answer: 'By another run.' }];
      }
      return ports.journal.append(partition, entry);
    };
    const { functions, problems } = await run(world, { ...ports, journal: { ...ports.journal, append } });
    expect(problems).toEqual([]);
    expect(functions.map(({ rest }) => rest.reason)).toEqual([reason]);
  });

  it('acts on no command whose decision by another run cannot be read', async () => {
    const world = await promotedWorld();
    comment(world, '/scientist rollback');
    const ports = world.ports();
    const journal = { ...ports.journal, append: async () => false };
    const { problems } = await run(world, { ...ports, journal });
    expect(problems).toMatchObject([{ story: { found: 'It does not' } }]);
    expect(world.releases.overrides).not.toEqual({});
  });

  it('takes back by itself what fails more often than the one before it', async () => {
    const world = await promotedWorld();
    const watch = world.releases.releases['round-pr7-watch'];
    const failing = cleanRows(60, world.nowMs).map((row) => ({
      ...row,
      class: 'not-comparable' as const,
      reproduced: true,
      twinFailed: true,
    }));
    world.rows.set(`${watch?.evidenceKey}#round-pr7-watch`, failing);
    world.nowMs += 5_000;
    expect(await restOf(world)).toBe('rolled-back');
    expect(world.serving()).toBe(controlArn);
    expect(world.releases.undone['rounding-float']).toMatchObject({ by: 'gate' });
  });

  it('ends the watch on request and keeps what was promoted', async () => {
    const world = await promotedWorld();
    comment(world, '/scientist stop');
    expect(await restOf(world)).toBe('promoted');
    expect(world.releases.releases['round-pr7-watch']).toMatchObject({
      shadowing: 'off',
      stoppedBecause: '@ben asked for it',
    });
  });

  it('promotes on command after the pass, and refuses one that came before it', async () => {
    const world = await packagedWorld();
    await restOf(world);
    comment(world, `/scientist promote ${world.pullRequest.headSha}`);
    await restOf(world);
    soak(world, cleanRows(600, world.nowMs));
    expect(await restOf(world)).toBe('ready');
    comment(world, `/scientist promote ${world.pullRequest.headSha}`);
    expect(await restOf(world)).toBe('watching');
    expect(world.journal.filter((entry) => entry.kind === 'command').map((entry) => entry.accepted)).toEqual([
      false,
      true,
    ]);
  });

  it('does not promote when the head moved since the facts were gathered', async () => {
    const world = await passedWorld();
    approve(world);
    const ports = world.ports();
    const moved = { ...world.pullRequest, headSha: 'e'.repeat(40) };
    const outcome = await run(world, {
      ...ports,
      github: { ...ports.github, readPullRequest: async () => moved },
    });
    expect(outcome.problems).toMatchObject([{ key: 'round' }]);
    expect(world.releases.overrides).toEqual({});
  });

  it.each([
    [
      'the base was changed',
      (world: World) => {
        world.pullRequest = { ...world.pullRequest, baseRef: 'release' };
      },
    ],
    [
      'a review asked for changes',
      (world: World) => {
        world.reviews = [
          ...world.reviews,
          { ...madeReview(world), id: 2, by: 'cy', state: 'changes-requested' },
        ];
      },
    ],
    ['somebody asked for a stop', (world: World) => comment(world, '/scientist stop')],
    [
      'the pull request was closed',
      (world: World) => {
        world.pullRequest = { ...world.pullRequest, state: 'closed' as const };
      },
    ],
    [
      'the control was deployed anew',
      (world: World) => {
        world.putFunction('acme-functions-round', codeNamed('newer'), settingsOf(world), 'newer');
      },
    ],
    [
      'the control was removed',
      (world: World) => {
        world.functions.delete('acme-functions-round');
      },
    ],
  ])('does not promote when %s since the facts were gathered', async (_, change) => {
    const world = await passedWorld();
    approve(world);
    const ports = world.ports();
    const overtaken: Ports = {
      ...ports,
      functions: {
        ...ports.functions,
        deploy: (spec) => {
          change(world);
          return ports.functions.deploy(spec);
        },
      },
    };
    const { problems } = await run(world, overtaken);
    expect(problems).toMatchObject([{ key: 'round' }]);
    expect(world.serving()).toBe(controlArn);
  });

  it('does not promote on a pass that was published once the rows prove less', async () => {
    const world = await passedWorld();
    const flicker = { ...cleanRows(1, world.nowMs)[0], class: 'flickered' } as ComparisonRow;
    soak(world, [...cleanRows(600, world.nowMs - 120_000), ...Array.from({ length: 5 }, () => flicker)]);
    approve(world);
    const { functions } = await run(world);
    expect(functions).toMatchObject([
      { verdict: { decision: 'collecting' }, rest: { reason: 'collecting' } },
    ]);
    expect(world.serving()).toBe(controlArn);
  });

  it('waits for the promotion of another pull request to be settled', async () => {
    const world = await packagedWorld();
    const now = world.putFunction('acme-functions-round--r8', codeNamed('other'), settingsOf(world), 'other');
    const override = { was: controlArn, now, release: 'round-pr8', atMs: world.nowMs };
    world.releases = { ...world.releases, overrides: { 'rounding-float': override } };
    expect(await restOf(world)).toBe('other-promotion');
    expect([...world.functions.keys()]).toEqual(['acme-functions-round', 'acme-functions-round--r8']);
  });

  it('stops asking once its time is over and too little is proven', async () => {
    const world = await soakingWorld();
    soak(world, cleanRows(20, world.nowMs));
    world.nowMs += 86_400_000;
    expect(await restOf(world)).toBe('inconclusive');
    expect(world.releases.releases['round-pr7']?.shadowing).toBe('off');
    expect(world.route).toBe('integrations/former');
  });

  it('watches what was promoted although a stop was obeyed on an earlier head', async () => {
    const world = await soakingWorld();
    comment(world, '/scientist stop');
    expect(await restOf(world)).toBe('stopped');
    world.pullRequest = { ...world.pullRequest, headSha: 'd'.repeat(40) };
    world.artifact = (await packagedWorld('in other words')).artifact;
    expect(await restOf(world)).toBe('collecting');
    soak(world, cleanRows(600, world.nowMs));
    await restOf(world);
    approve(world);
    expect(await restOf(world)).toBe('watching');
    expect(world.releases.releases['round-pr7-watch']?.shadowing).toBe('on');
  });

  it('does not promote what the base branch has newer changes of', async () => {
    const world = await passedWorld();
    approve(world);
    world.newerBaseFiles = ['README.md', 'round/handler.mjs'];
    const { functions } = await run(world);
    expect(functions[0]?.rest).toEqual({ reason: 'behind', files: ['round/handler.mjs'] });
    world.newerBaseFiles = null;
    expect(await restOf(world)).toBe('behind');
    world.newerBaseFiles = ['README.md'];
    expect(await restOf(world)).toBe('watching');
  });

  it.each([
    ['approved', true],
    ['not approved', false],
  ])(
    'soaks a head of its own that was pushed while another served, once that is settled, %s',
    async (_, isApproved) => {
      const world = await promotedWorld();
      world.nowMs += 60_000;
      expect(await restOf(world)).toBe('promoted');
      const [dressed] = world.functions.get('acme-functions-round--r7') ?? [];
      world.putFunction(
        'acme-functions-round',
        dressed?.code ?? codeNamed('none'),
        dressed?.live.settings ?? settingsOf(world),
        'deployed by the team',
      );
      const soaked = world.releases.releases['round-pr7'];
      world.pullRequest = { ...world.pullRequest, headSha: 'd'.repeat(40) };
      world.artifact = (await packagedWorld('never soaked')).artifact;
      if (isApproved) {
        approve(world);
      }
      world.said = [];
      expect(await restOf(world)).toBe('collecting');
      expect(world.said).toContain('round: settle');
      expect(world.said).not.toContain('round: promote');
      expect(world.releases.releases['round-pr7']?.contentHash).not.toBe(soaked?.contentHash);
      expect(world.serving()).toBe(controlArn);
    },
  );

  it('says that a promotion is not in force once the definition names another control', async () => {
    const world = await promotedWorld();
    const other = 'acme-functions-round-2';
    world.putFunction(other, codeNamed('other'), { ...settingsOf(world), memoryMb: 256 }, 'other');
    world.experimentsText = world.experimentsText.replace('acme-functions-round', other);
    expect(await restOf(world)).toBe('superseded');
    comment(world, '/scientist rollback');
    await restOf(world);
    expect(world.releases.overrides).toEqual({});
    expect(world.route).toBe('integrations/former');
  });

  it('removes everything of ours after the pull request was closed', async () => {
    const world = await packagedWorld();
    await restOf(world);
    world.pullRequest = { ...world.pullRequest, state: 'closed' };
    expect(await restOf(world)).toBe('closed');
    expect([...world.functions.keys()]).toEqual(['acme-functions-round']);
    expect(world.releases.releases).toEqual({});
    expect(world.route).toBe('integrations/former');
  });

  it('never removes what serves', async () => {
    const world = await promotedWorld();
    world.pullRequest = { ...world.pullRequest, state: 'merged' };
    world.nowMs += 60_000;
    expect(await restOf(world)).toBe('promoted');
    expect(world.functions.has('acme-functions-round--r7')).toBe(true);
  });

  it('never removes what experiments.yml came to name as the control', async () => {
    const world = await handedOverWorld();
    world.releases = { ...world.releases, overrides: {} };
    world.experimentsText = world.experimentsText.replace('acme-functions-round', 'acme-functions-round--r7');
    world.pullRequest = { ...world.pullRequest, state: 'merged' };
    expect(await restOf(world)).toBe('closing');
    world.nowMs += 3_600_000;
    expect(await restOf(world)).toBe('closed');
    expect([...world.functions.keys()]).toEqual(['acme-functions-round', 'acme-functions-round--r7']);
  });

  it('lets a fork’s code see requests only after consent for exactly this head', async () => {
    const world = await packagedWorld();
    world.pullRequest = { ...world.pullRequest, fromFork: true, author: 'otto', lastPusher: 'otto' };
    expect(await restOf(world)).toBe('needs-consent');
    expect(world.functions.size).toBe(1);
    comment(world, `/scientist soak ${world.pullRequest.headSha}`, 'otto');
    expect(await restOf(world)).toBe('needs-consent');
    comment(world, '/scientist help');
    expect(await restOf(world)).toBe('needs-consent');
    comment(world, `/scientist soak ${world.pullRequest.headSha}`);
    expect(await restOf(world)).toBe('collecting');
    world.pullRequest = { ...world.pullRequest, headSha: 'd'.repeat(40) };
    expect(await restOf(world)).toBe('needs-consent');
  });

  it.each<[string, Permission | null, string]>([
    ['a maintainer’s', 'maintain', 'collecting'],
    ['an administrator’s', 'admin', 'collecting'],
    ['a contributor’s', 'write', 'needs-consent'],
    ['a bot’s or nobody’s', null, 'needs-consent'],
  ])('asks in a public repository for consent: %s code', async (_, leastPermission, reason) => {
    const world = await packagedWorld();
    world.repositoryPrivate = false;
    world.pullRequest = { ...world.pullRequest, leastPermission };
    expect(await restOf(world)).toBe(reason);
    comment(world, `/scientist soak ${world.pullRequest.headSha}`);
    expect(await restOf(world)).toBe('collecting');
  });

  it('acts through a broken definition file on its last valid content', async () => {
    const world = await promotedWorld();
    world.experimentsText = 'experiments: [';
    comment(world, '/scientist rollback');
    expect(await restOf(world)).toBe('rolled-back');
    expect(world.serving()).toBe(controlArn);
  });
});
