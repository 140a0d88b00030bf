import type { FrontCounters, Observation } from '../contract/observation.ts';
import { admit, afterAttempt, type Circuit, closedCircuit } from '../core/circuit-breaker.ts';
import { observationText } from '../core/observation-text.ts';
import type { PlannedObservation } from '../core/shadow-plan.ts';
import type { SkipCounts } from './count-skips.ts';
import type { SendMessage } from './send-message.ts';

/** What one request may cost after its answer is known. An observation later than this is dropped and counted. */
export const handOffBudgetMs = 150;

/** A served request, as far as its observations say the same. */
export interface Served {
  readonly experiment: string;
  readonly eventJson: string;
  readonly control: Observation['control'];
  readonly observedAtMs: number;
  readonly addedMs: number;
}

export interface HandOff {
  /** Hands on the observations of a request, and the counters when they are due. Never rejects. */
  deliver(served: Served, planned: readonly PlannedObservation[], budgetMs: number): Promise<Delivery>;
}

export interface Delivery {
  readonly handedOff: number;
  readonly failed: number;
  readonly refused: number;
}

/** Makes the hand-off of one environment, with its own id, sequences and circuit. */
export function createHandOff(sendMessage: SendMessage, counts: SkipCounts, now: () => number): HandOff {
  let environmentId: string | null = null;
  let circuit: Circuit = closedCircuit;
  const sequences = new Map<string, number>();

  function ownId(): string {
    environmentId ??= process.getBuiltinModule('crypto').randomUUID();
    return environmentId;
  }

  /** Counts attempts, not successes: a hole in the sequence is how a lost observation is seen. */
  function nextSequence(evidenceKey: string): number {
    const sequence = (sequences.get(evidenceKey) ?? 0) + 1;
    sequences.set(evidenceKey, sequence);
    return sequence;
  }

  function sendObservation(served: Served, { id, evidenceKey }: PlannedObservation, budgetMs: number) {
    const { eventJson, ...common } = served;
    const head: Omit<Observation, 'event'> = {
      schemaVersion: 1,
      id,
      source: 'front',
      evidenceKey,
      environmentId: ownId(),
      sequence: nextSequence(evidenceKey),
      ...common,
    };
    return sendMessage(id, observationText(head, eventJson), budgetMs);
  }

  async function sendCounters(budgetMs: number): Promise<boolean> {
    const counted = counts.takeDue(now());
    if (counted === null) {
      return true;
    }
    const message: FrontCounters = {
      schemaVersion: 1,
      counters: { environmentId: ownId(), atMs: now(), ...counted },
    };
    const sent = await sendMessage(ownId(), JSON.stringify(message), budgetMs);
    if (!sent) {
      counts.giveBack(counted);
    }
    return sent;
  }

  return {
    async deliver(served, planned, budgetMs) {
      const decision = admit(circuit, now());
      circuit = decision.circuit;
      if (!decision.admitted) {
        for (const _ of planned) {
          counts.skipped(served.experiment, 'circuit-open');
        }
        return { handedOff: 0, failed: 0, refused: planned.length };
      }
      const [counted, ...sent] = await Promise.all([
        sendCounters(budgetMs),
        ...planned.map((observation) => sendObservation(served, observation, budgetMs)),
      ]);
      const failed = sent.filter((success) => !success).length;
      for (let index = 0; index < failed; index += 1) {
        counts.skipped(served.experiment, 'hand-off-failed');
      }
      circuit = afterAttempt(circuit, counted && failed === 0, now());
      return { handedOff: sent.length - failed, failed, refused: 0 };
    },
  };
}
