import type { FrontCounters, Observation } from '../contract/observation.ts';
import { admit, afterAttempt, type Circuit, closedCircuit } from '../core/circuit-breaker.ts';
import { observationText } from '../core/observation-text.ts';
import type { SkipCounts } from './count-skips.ts';
import type { SendMessage } from './send-message.ts';

/** What one request may cost after its answer is known. An observation later than this is dropped and counted. */
export const handOffBudgetMs = 150;

/** An observation, but for what only the environment knows. */
export interface ObservationDraft
  extends Pick<Observation, 'id' | 'experiment' | 'evidenceKey' | 'observedAtMs' | 'addedMs' | 'control'> {
  readonly eventJson: string;
}

/** How the observations of one request fared. */
export interface Delivery {
  readonly handedOff: number;
  /** Of those that were not, why. */
  readonly skipped: 'hand-off-failed' | 'circuit-open' | null;
}

/** Hands on the observations of a request, and the counters when they are due. Never rejects. */
export type HandOff = (drafts: readonly ObservationDraft[], budgetMs: number) => Promise<Delivery>;

/** Makes the hand-off of one environment, with its own id, sequences and circuit. */
export function createHandOff(sendMessage: SendMessage, counts: SkipCounts, now: () => number): HandOff {
  let ownId: string | null = null;
  let circuit: Circuit = closedCircuit;
  const sequences = new Map<string, number>();

  function environmentId(): string {
    ownId ??= process.getBuiltinModule('crypto').randomUUID();
    return ownId;
  }

  /** Counts attempts, not successes: a hole in the sequence is how a lost observation is seen. */
  function nextSequence(evidenceKey: string): number {
    const sequence = (sequences.get(evidenceKey) ?? 0) + 1;
    sequences.set(evidenceKey, sequence);
    return sequence;
  }

  function sendObservation({ eventJson, ...draft }: ObservationDraft, budgetMs: number): Promise<boolean> {
    const observation: Omit<Observation, 'event'> = {
      schemaVersion: 1,
      source: 'front',
      environmentId: environmentId(),
      sequence: nextSequence(draft.evidenceKey),
      ...draft,
    };
    return sendMessage(draft.id, observationText(observation, eventJson), budgetMs);
  }

  async function sendCounters(budgetMs: number): Promise<boolean> {
    const counted = counts.take(now());
    const message: FrontCounters = {
      schemaVersion: 1,
      counters: { environmentId: environmentId(), atMs: now(), ...counted },
    };
    const isAccepted = await sendMessage(environmentId(), JSON.stringify(message), budgetMs);
    if (!isAccepted) {
      counts.giveBack(counted);
    }
    return isAccepted;
  }

  return async (drafts, budgetMs) => {
    const areCountersDue = counts.isDue(now());
    // Without anything to send the circuit learns nothing.
    if (drafts.length === 0 && !areCountersDue) {
      return { handedOff: 0, skipped: null };
    }
    const decision = admit(circuit, now());
    circuit = decision.circuit;
    if (!decision.admitted) {
      for (const { experiment } of drafts) {
        counts.skipped(experiment, 'circuit-open');
      }
      return { handedOff: 0, skipped: drafts.length > 0 ? 'circuit-open' : null };
    }
    const attempts = drafts.map((draft) => sendObservation(draft, budgetMs));
    const [counters, ...sent] = await Promise.allSettled([
      areCountersDue ? sendCounters(budgetMs) : true,
      ...attempts,
    ]);
    const failed = drafts.filter((_, index) => !isSent(sent[index]));
    for (const { experiment } of failed) {
      counts.skipped(experiment, 'hand-off-failed');
    }
    circuit = afterAttempt(circuit, isSent(counters) && failed.length === 0, now());
    return {
      handedOff: drafts.length - failed.length,
      skipped: failed.length > 0 ? 'hand-off-failed' : null,
    };
  };
}

function isSent(attempt: PromiseSettledResult<boolean> | undefined): boolean {
  return attempt?.status === 'fulfilled' && attempt.value;
}
