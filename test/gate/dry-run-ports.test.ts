import { describe, expect, it } from 'vitest';
import { dryRunPorts } from '../../src/gate/dry-run-ports.ts';
import type { Ports } from '../../src/gate/ports.ts';
import { packagedWorld, run } from './release-life.ts';
import { stageNames, worldIn } from './stages.ts';
import { controlArn, frontArn, type World } from './world.ts';

/** Every call by which the outside is changed. `invoke` is one: it runs somebody's code. */
const writes: readonly (readonly [keyof Ports, string])[] = [
  ['github', 'upsertComment'],
  ['github', 'publishCheck'],
  ['functions', 'deploy'],
  ['functions', 'allowApi'],
  ['functions', 'invoke'],
  ['functions', 'remove'],
  ['definition', 'change'],
  ['route', 'attach'],
  ['route', 'detach'],
  ['evidence', 'store'],
  ['journal', 'append'],
];

/** Ports on which every write is a fault. */
function untouchable(ports: Ports): Ports {
  const guarded: Record<string, object> = {};
  for (const [part, name] of writes) {
    guarded[part] = {
      ...(guarded[part] ?? Object(ports[part])),
      [name]: () => {
        throw new Error(`${part}.${name} reached the real world`);
      },
    };
  }
  return { ...ports, ...guarded };
}

/** What the world holds, but for what was said and what it derives when it is read. */
function contentOf(world: World): unknown {
  const { said: _said, effective: _effective, ...content } = world;
  return structuredClone(content);
}

const stepsOf = (world: World): readonly string[] => world.said.filter((line) => line.startsWith('round: '));

describe.each(stageNames)('a dry run in %s', (name) => {
  it('writes nothing, and leaves the world as it was', async () => {
    const world = await worldIn(name);
    const before = contentOf(world);
    const { problems } = await run(world, dryRunPorts(untouchable(world.ports())));
    expect(problems).toEqual([]);
    expect(contentOf(world)).toEqual(before);
  });

  it('says the steps that a real run takes, and comes to the same rest', async () => {
    const [dry, real] = [await worldIn(name), await worldIn(name)];
    dry.said = [];
    real.said = [];
    const rehearsed = await run(dry, dryRunPorts(dry.ports()));
    const performed = await run(real);
    expect(stepsOf(real).length).toBeGreaterThan(1);
    expect(stepsOf(dry)).toEqual(stepsOf(real));
    expect(rehearsed.functions.map(({ rest }) => rest)).toEqual(performed.functions.map(({ rest }) => rest));
  });

  it('says each write that a real run makes', async () => {
    const world = await worldIn(name);
    world.said = [];
    await run(world, dryRunPorts(world.ports()));
    expect(world.said.filter((line) => line.startsWith('dry run: would ')).length).toBeGreaterThan(0);
  });
});

describe('ports of a dry run', () => {
  it('cover every write there is', async () => {
    const ports = (await packagedWorld()).ports();
    const reads = [
      /^(list|read|find)/,
      /^(repository|permissionOf|hmacOf|downloadArtifact|nowMs|say|frontArn|shadowRoleArn|evidenceUrl)$/,
    ];
    const others = Object.entries(ports).flatMap(([part, port]) =>
      Object.keys(typeof port === 'object' ? port : {})
        .filter((name) => !reads.some((pattern) => pattern.test(name)))
        .map((name) => `${part}.${name}`),
    );
    expect(others.sort()).toEqual(writes.map(([part, name]) => `${part}.${name}`).sort());
  });

  it('read back what would have been written', async () => {
    const world = await packagedWorld();
    const ports = dryRunPorts(world.ports());
    const api = { id: 'abc123', route: 'GET /round' };
    const attachment = await ports.route.attach(api, frontArn, world.nowMs);
    expect(attachment).toMatchObject({ formerTarget: 'integrations/former', pointsAt: frontArn });
    expect(await ports.route.read(api)).toMatchObject({ functionArn: frontArn });
    await ports.definition.change([{ kind: 'attach', experiment: 'rounding-float', attachment }]);
    expect((await ports.definition.read()).releases.attachments).toEqual({ 'rounding-float': attachment });
    const override = { was: controlArn, now: `${controlArn}--r7:1`, release: 'round-pr7', atMs: world.nowMs };
    const { effective } = await ports.definition.change([
      { kind: 'override', experiment: 'rounding-float', override },
    ]);
    expect(effective.experiments['rounding-float']?.control).toBe(override.now);
    const undone = await ports.definition.change([
      {
        kind: 'undo-override',
        experiment: 'rounding-float',
        now: override.now,
        by: 'ben',
        because: 'it failed',
        atMs: world.nowMs,
      },
    ]);
    expect(undone.effective.experiments['rounding-float']?.control).toBe(controlArn);
    await ports.functions.remove('acme-functions-round');
    expect(await ports.functions.read('acme-functions-round')).toBeNull();
    expect(await world.ports().functions.read('acme-functions-round')).not.toBeNull();
  });

  it('keep the journal’s promise that an entry stands once', async () => {
    const world = await packagedWorld();
    const { journal } = dryRunPorts(world.ports());
    const entry = {
      id: 'command#1',
      kind: 'command',
      commentId: 1,
      command: 'stop',
      by: 'ben',
      accepted: true,
      answer: 'Stopped.',
      atMs: world.nowMs,
      pullRequest: 7,
      headSha: 'a'.repeat(40),
    } as const;
    expect(await journal.append('acme/functions#round', entry)).toBe(true);
    expect(await journal.append('acme/functions#round', entry)).toBe(false);
    expect(await journal.list('acme/functions#round')).toEqual([entry]);
    expect(await journal.list('acme/functions#square')).toEqual([]);
    expect(world.journal).toEqual([]);
  });
});
