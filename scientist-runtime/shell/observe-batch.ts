import { messageOf } from '../../src/errors.ts';
import type { StoredComparison } from '../contract/comparison.ts';
import type { DifferenceSample } from '../contract/difference-sample.ts';
import type { Observation } from '../contract/observation.ts';
import { observationsAtOnce } from '../contract/shadow-capacity.ts';
import { missingRow } from '../core/comparison-row.ts';
import type { Conclusion } from '../core/conclusion.ts';
import type { MessageOutcome } from '../core/observer-metrics.ts';
import { compareObservation, type ObservingPorts } from './compare-observation.ts';
import type { KnownShadow } from './find-shadow.ts';
import type { ReceivedMessage } from './read-observation.ts';

/** What is read of a record in Lambda's SQS event. */
export interface QueueRecord {
  readonly messageId: string;
  readonly body: string;
}

/** Everything that the observer asks of the outside. */
export interface ObserverPorts extends ObservingPorts {
  read(body: string): Promise<ReceivedMessage>;
  find(evidenceKey: string): Promise<KnownShadow | null>;
  /** False where the observation has a row already. */
  write(row: StoredComparison): Promise<boolean>;
  storeSample(evidenceKey: string, sample: DifferenceSample): Promise<void>;
}

/** One outcome for each message, in the order in which they were done. */
export interface ObservedBatch {
  /** Ids of messages that SQS shall deliver again. */
  readonly failedMessageIds: readonly string[];
  readonly outcomes: readonly MessageOutcome[];
}

/** Works through a batch. A message that fails is delivered again, alone; the others are done. */
export async function observeBatch(
  records: readonly QueueRecord[],
  ports: ObserverPorts,
): Promise<ObservedBatch> {
  const waiting = [...records];
  const failedMessageIds: string[] = [];
  const outcomes: MessageOutcome[] = [];
  const work = async (): Promise<void> => {
    for (let record = waiting.shift(); record !== undefined; record = waiting.shift()) {
      const outcome = await observeOne(record, ports);
      outcomes.push(outcome);
      if (outcome.kind === 'failed') {
        failedMessageIds.push(record.messageId);
      }
    }
  };
  await Promise.all(Array.from({ length: observationsAtOnce }, work));
  return { failedMessageIds, outcomes };
}

async function observeOne(record: QueueRecord, ports: ObserverPorts): Promise<MessageOutcome> {
  if (!ports.hasTime()) {
    return { kind: 'failed', problem: 'no time left in this invocation' };
  }
  try {
    const message = await ports.read(record.body);
    if (message.kind !== 'observation') {
      return message;
    }
    const { observation } = message;
    const known = await ports.find(observation.evidenceKey);
    if (known === null) {
      return { kind: 'expired', experiment: observation.experiment };
    }
    const rows: { row: StoredComparison; isNew: boolean }[] = [];
    const { conclusions, problem } = await concludeAll(observation, known, ports);
    for (const { row, samples } of conclusions) {
      // Samples first: whoever meets a row that differs must be able to look its difference up.
      for (const sample of samples) {
        await ports.storeSample(observation.evidenceKey, sample);
      }
      rows.push({ row, isNew: await ports.write(row) });
    }
    return { kind: 'compared', experiment: known.name, rows, problem };
  } catch (error) {
    return { kind: 'failed', problem: messageOf(error) };
  }
}

/** Why a row is missing although everybody was asked: a fault of ours, met while their answers were compared. */
export const comparingFailed = 'comparing-failed';

interface Concluded {
  readonly conclusions: readonly Conclusion[];
  readonly problem: string | null;
}

/**
 * Compares, and makes missing rows where that throws: delivered again, the same answers would throw again, and what
 * the message says would never be counted. What asking throws is passed on, because that may be over by then.
 */
async function concludeAll(
  observation: Observation,
  { experiment, shadow }: KnownShadow,
  ports: ObserverPorts,
): Promise<Concluded> {
  let askingFailed = false;
  const ask: ObserverPorts['ask'] = async (question) => {
    try {
      return await ports.ask(question);
    } catch (error) {
      askingFailed = true;
      throw error;
    }
  };
  try {
    const conclusions = await compareObservation(observation, experiment, shadow, { ...ports, ask });
    return { conclusions, problem: null };
  } catch (error) {
    if (askingFailed) {
      throw error;
    }
    const conclusions = shadow.candidates.map(({ id }) => ({
      row: missingRow(observation, id, comparingFailed, ports.nowMs()),
      samples: [],
    }));
    return { conclusions, problem: messageOf(error) };
  }
}
