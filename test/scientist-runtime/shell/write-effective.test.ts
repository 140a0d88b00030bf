import { afterEach, describe, expect, it } from 'vitest';
import { parseEffective } from '../../../scientist-runtime/contract/effective-schema.ts';
import { maxWriteAttempts } from '../../../scientist-runtime/contract/lost-race.ts';
import { emptyReleases } from '../../../scientist-runtime/contract/releases.ts';
import { writeEffective } from '../../../scientist-runtime/shell/write-effective.ts';
import { writeReleases } from '../../../scientist-runtime/shell/write-releases.ts';
import { madeRelease, releasesWith } from '../contract/made-releases.ts';
import { tutorialDefinition } from '../contract/tutorial-definition.ts';
import { bucketInMemory } from './bucket-in-memory.ts';

const place = { bucket: 'bucket', region: 'eu-west-1', accountId: '111122223333' };
const broken = `${tutorialDefinition}    colour: red\n`;

let close = async () => {};
afterEach(() => close());

async function bucket(
  present: Record<string, string>,
  onWrite?: (key: string, objects: Map<string, string>) => void,
) {
  const made = await bucketInMemory(onWrite);
  close = made.close;
  for (const [key, text] of Object.entries(present)) {
    made.objects.set(key, text);
  }
  let nowMs = 0;
  const compile = () => writeEffective(made.client, place, () => ++nowMs);
  const effective = () => parseEffective(made.objects.get('effective.json') ?? '');
  const writes = () =>
    made.seen.filter(({ method }) => method === 'PUT').map(({ path }) => path.split('?')[0]);
  return { ...made, compile, effective, writes };
}

describe('effective.json', () => {
  it('is compiled from both sources, with their ETags', async () => {
    const { compile, effective, objects } = await bucket({ 'experiments.yml': tutorialDefinition });
    expect(await compile()).toEqual({ problems: [], changed: true });
    expect(effective().experiments['rounding-float']?.path).toBe('round');
    expect(effective().sources).toEqual({ experimentsEtag: expect.any(String), releasesEtag: null });
    expect(JSON.parse(objects.get('compile-errors.json') ?? '')).toMatchObject({
      schemaVersion: 1,
      file: 'experiments.yml',
      problems: [],
    });
  });

  it('is left alone when it already says the same, so that its ETag stays', async () => {
    const { compile, writes } = await bucket({ 'experiments.yml': tutorialDefinition });
    await compile();
    const before = writes().length;
    expect(await compile()).toEqual({ problems: [], changed: false });
    expect(writes()).toHaveLength(before);
  });

  it('serves the last valid definition while the uploaded one is broken, and says what is wrong', async () => {
    const { compile, effective, objects } = await bucket({ 'experiments.yml': tutorialDefinition });
    await compile();
    objects.set('experiments.yml', broken);
    expect((await compile()).problems).toHaveLength(1);
    expect(effective().lastValidExperiments).toBe(tutorialDefinition);
    expect(effective().experiments['rounding-float']?.path).toBe('round');
    expect(JSON.parse(objects.get('compile-errors.json') ?? '').problems).toMatchObject([
      { line: 19, column: 5, message: expect.stringContaining('colour') },
    ]);
  });

  it('serves the last valid definition while the uploaded one is too large to be read', async () => {
    const { compile, effective, objects } = await bucket({ 'experiments.yml': tutorialDefinition });
    await compile();
    objects.set('experiments.yml', '#'.repeat(1_048_577));
    expect((await compile()).problems).toEqual([
      { line: 1, column: 1, message: 'expected at most 1048576 bytes, found 1048577' },
    ]);
    expect(effective().lastValidExperiments).toBe(tutorialDefinition);
    expect(effective().experiments['rounding-float']?.path).toBe('round');
  });

  it.each([
    ['no JSON', '{"schemaVersion":1,'],
    ['no definition', '{"schemaVersion":1,"experiments":{"e":{}}}'],
  ])('is written anew where it is %s', async (_, text) => {
    const { compile, effective } = await bucket({
      'experiments.yml': tutorialDefinition,
      'effective.json': text,
    });
    expect(await compile()).toEqual({ problems: [], changed: true });
    expect(effective().experiments['rounding-float']?.path).toBe('round');
  });

  it('is left as it is where neither it nor the uploaded definition can be read', async () => {
    const { compile, objects, writes } = await bucket({
      'experiments.yml': broken,
      'effective.json': '{"schemaVersion":1,"experiments":{"e":{"path":"round"}}}',
    });
    await expect(compile()).rejects.toMatchObject({ name: 'InvalidInput' });
    expect(writes()).toEqual([]);
    expect(objects.get('effective.json')).toContain('"round"');
  });

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'is untouched by an experiment that is called %s, and is compiled again afterwards',
    async (name) => {
      const { compile, effective, objects } = await bucket({ 'experiments.yml': tutorialDefinition });
      await compile();
      objects.set('experiments.yml', tutorialDefinition.replace('rounding-float:', `${name}:`));
      expect((await compile()).problems).toMatchObject([
        { line: expect.any(Number), message: expect.stringContaining(name) },
      ]);
      expect(Object.keys(effective().experiments)).toEqual(['rounding-float']);
      objects.set('experiments.yml', tutorialDefinition.replace('path: round', 'path: other'));
      expect((await compile()).problems).toEqual([]);
      expect(effective().experiments['rounding-float']?.path).toBe('other');
    },
  );

  it('is compiled anew by the loser of a race, from what the winner left', async () => {
    let raced = false;
    const { compile, effective, objects } = await bucket({ 'experiments.yml': tutorialDefinition }, (key) => {
      if (key === 'effective.json' && !raced) {
        raced = true;
        objects.set('experiments.yml', tutorialDefinition.replace('path: round', 'path: raced'));
        objects.set(
          'effective.json',
          '{"schemaVersion":1,"compiledAtMs":0,"sources":{"experimentsEtag":null,"releasesEtag":null},"lastValidExperiments":null,"experiments":{}}',
        );
      }
    });
    expect((await compile()).changed).toBe(true);
    expect(effective().experiments['rounding-float']?.path).toBe('raced');
  });

  it('is given up after as many lost races as the gate’s', async () => {
    let turn = 0;
    const { compile } = await bucket({ 'experiments.yml': tutorialDefinition }, (key, objects) => {
      if (key === 'effective.json') {
        turn += 1;
        objects.set(
          key,
          `{"schemaVersion":1,"compiledAtMs":${turn},"sources":{"experimentsEtag":null,"releasesEtag":null},"lastValidExperiments":null,"experiments":{}}`,
        );
      }
    });
    await expect(compile()).rejects.toMatchObject({ name: 'Conflict' });
    expect(turn).toBe(maxWriteAttempts);
  });
});

describe('releases.json', () => {
  const stop = {
    kind: 'stop-shadowing',
    id: 'round-pr1',
    evidenceKey: null,
    because: 'its time is over',
  } as const;

  it('keeps what another writer changed meanwhile', async () => {
    let raced = false;
    const { client, objects } = await bucket(
      { 'releases.json': JSON.stringify(releasesWith({ 'round-pr1': madeRelease() })) },
      (key) => {
        if (key === 'releases.json' && !raced) {
          raced = true;
          const both = { 'round-pr1': madeRelease(), 'sort-pr2': madeRelease() };
          objects.set(key, JSON.stringify(releasesWith(both)));
        }
      },
    );
    const after = await writeReleases(client, 'bucket', [stop]);
    expect(Object.keys(after.releases)).toEqual(['round-pr1', 'sort-pr2']);
    expect(after.releases['round-pr1']?.shadowing).toBe('off');
    expect(JSON.parse(objects.get('releases.json') ?? '')).toEqual(after);
  });

  it('is not written when nothing changes', async () => {
    const { client, writes } = await bucket({});
    expect(await writeReleases(client, 'bucket', [stop])).toEqual(emptyReleases);
    expect(writes()).toEqual([]);
  });
});
