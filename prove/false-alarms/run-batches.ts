import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Batch } from './batch.ts';
import type { SoakEnd } from './soak-end.ts';

const program = new URL('./soak-worker.ts', import.meta.url);

/**
 * The ends of all batches, in their order, computed on every core; `onDone` hears of each batch. Rejects with what the
 * first failing worker threw. No worker is left in either case.
 */
export async function runBatches(
  batches: readonly Batch[],
  onDone: (batch: Batch) => void,
): Promise<readonly (readonly SoakEnd[])[]> {
  const waiting = batches.entries();
  const ends: (readonly SoakEnd[])[] = [];
  const workers = Array.from({ length: availableParallelism() }, () => new Worker(program));
  const serve = async (worker: Worker): Promise<void> => {
    for (const [index, batch] of waiting) {
      ends[index] = await asked(worker, batch);
      onDone(batch);
    }
  };
  try {
    await Promise.all(workers.map(serve));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return ends;
}

function asked(worker: Worker, batch: Batch): Promise<readonly SoakEnd[]> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (ends: readonly SoakEnd[]) => {
      worker.off('error', reject);
      resolve(ends);
    });
    worker.postMessage(batch);
  });
}
