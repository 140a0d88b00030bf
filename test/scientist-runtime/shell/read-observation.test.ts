import { afterEach, describe, expect, it } from 'vitest';
import type { DifferenceSample } from '../../../scientist-runtime/contract/difference-sample.ts';
import { readObservation } from '../../../scientist-runtime/shell/read-observation.ts';
import { storeSample } from '../../../scientist-runtime/shell/store-sample.ts';
import { madeObservation } from '../core/made-observation.ts';
import { bucketInMemory } from './bucket-in-memory.ts';

let close = async () => {};
afterEach(() => close());

async function bucket() {
  const made = await bucketInMemory();
  close = made.close;
  return made;
}

const offloaded = (fields: object) =>
  JSON.stringify({ schemaVersion: 1, offloaded: { bucket: 'bucket', key: 'observations/o-1', ...fields } });

describe('a message', () => {
  it('with an observation is that observation', async () => {
    const { client, seen } = await bucket();
    const observation = madeObservation();
    expect(await readObservation(client, 'bucket', JSON.stringify(observation))).toEqual({
      kind: 'observation',
      observation,
    });
    expect(seen).toEqual([]);
  });

  it('that points into the bucket is what stands there', async () => {
    const { client, objects } = await bucket();
    objects.set('observations/o-1', JSON.stringify(madeObservation()));
    expect(await readObservation(client, 'bucket', offloaded({}))).toMatchObject({ kind: 'observation' });
  });

  it('that points nowhere is unreadable', async () => {
    const { client } = await bucket();
    expect(await readObservation(client, 'bucket', offloaded({}))).toEqual({
      kind: 'unreadable',
      problem: 'offloaded.key: the object is gone',
    });
  });

  it('that points into another bucket is unreadable and not followed', async () => {
    const { client, seen } = await bucket();
    expect(await readObservation(client, 'bucket', offloaded({ bucket: 'elsewhere' }))).toMatchObject({
      kind: 'unreadable',
    });
    expect(seen).toEqual([]);
  });

  it('with counters of front is those', async () => {
    const { client } = await bucket();
    const counters = { environmentId: 'e', atMs: 1, served: {}, skipped: {} };
    expect(await readObservation(client, 'bucket', JSON.stringify({ schemaVersion: 1, counters }))).toEqual({
      kind: 'counters',
      counters,
    });
  });
});

describe('samples of a difference', () => {
  const sample = (observationId: string): DifferenceSample => ({
    schemaVersion: 1,
    difference: { id: 'd1', pointer: '/a', kind: 'value', deltaClass: 'string' },
    who: 'candidate',
    at: '/a',
    observationId,
    observedAtMs: 1,
    request: { method: 'GET', path: '/', query: {} },
    control: '"a"',
    other: '"b"',
  });

  it('are the first three, never written over', async () => {
    const { client, objects } = await bucket();
    for (const id of ['1', '2', '3', '4', '5']) {
      await storeSample(client, 'bucket', 'three', sample(id));
    }
    expect([...objects.keys()].sort()).toEqual(['1', '2', '3'].map((n) => `samples/three/d1/${n}.json`));
    expect(JSON.parse(objects.get('samples/three/d1/3.json') ?? '')).toEqual(sample('3'));
  });

  it('are the candidate’s, but for one of the twin', async () => {
    const { client, objects } = await bucket();
    for (const id of ['1', '2']) {
      await storeSample(client, 'bucket', 'twin', { ...sample(id), who: 'twin' });
    }
    expect([...objects.keys()]).toEqual(['samples/twin/d1/3.json']);
    for (const id of ['3', '4', '5']) {
      await storeSample(client, 'bucket', 'twin', sample(id));
    }
    const whose = ['1', '2', '3'].map((n) => JSON.parse(objects.get(`samples/twin/d1/${n}.json`) ?? '').who);
    expect(whose).toEqual(['candidate', 'candidate', 'twin']);
  });

  it('cost no further request once their places are known to be taken', async () => {
    const { client, seen } = await bucket();
    for (const id of ['1', '2', '3', '4']) {
      await storeSample(client, 'bucket', 'full', sample(id));
    }
    const before = seen.length;
    await storeSample(client, 'bucket', 'full', sample('5'));
    expect(seen).toHaveLength(before);
  });
});
