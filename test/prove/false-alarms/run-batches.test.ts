import { describe, expect, it } from 'vitest';
import { endsOf } from '../../../prove/false-alarms/batch.ts';
import { runBatches } from '../../../prove/false-alarms/run-batches.ts';

const batches = [
  { name: 'slower by 50 %', seed: 1, count: 3 },
  { name: 'wrong in 2 %', seed: 5, count: 2 },
  { name: 'slower by 50 %', seed: 4, count: 1 },
  { name: 'slower by 25 %', seed: 1, count: 2 },
];

describe('batches on every core', () => {
  it('end as they do on one, in their order, each told of once', async () => {
    const done: unknown[] = [];
    const ends = await runBatches(batches, (batch) => done.push(batch));
    expect(ends).toEqual(batches.map(endsOf));
    expect(done).toHaveLength(batches.length);
    expect(done).toEqual(expect.arrayContaining(batches));
  });

  it('fail with what a worker threw', async () => {
    const stranger = { name: 'unheard of', seed: 1, count: 1 };
    await expect(runBatches([...batches, stranger], () => {})).rejects.toThrow(
      'no stream called "unheard of"',
    );
  });
});
