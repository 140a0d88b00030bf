import { parentPort } from 'node:worker_threads';
import { type Batch, endsOf } from './batch.ts';

// Answers each batch with its ends, in order. What is thrown ends the thread, and run-batches hears of it.
parentPort?.on('message', (batch: Batch) => parentPort?.postMessage(endsOf(batch)));
