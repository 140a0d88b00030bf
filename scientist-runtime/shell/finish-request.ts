import { type ServedLine, servedLine } from '../core/served-line.ts';
import { planShadows } from '../core/shadow-plan.ts';
import type { SkipCounts } from './count-skips.ts';
import type { Delivery, HandOff } from './hand-off.ts';
import type { Definition } from './load-definition.ts';
import type { Exchange, ServedRequest } from './serve-request.ts';

/** What front is made of after the answer. */
export interface FinishingParts {
  readonly definition: Definition;
  readonly counts: SkipCounts;
  readonly handOff: HandOff;
  /** Writes one line of the log. */
  readonly log: (line: string) => void;
  /** Milliseconds of a clock that is never set. */
  readonly elapsed: () => number;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** When a request is finished: after its response, or before it, where the client waits. */
export interface Moment {
  readonly isClientWaiting: boolean;
  readonly budgetMs: number;
  /** What the hand-off of an earlier request made its client wait; that of this one is not known yet. */
  readonly waitedMs: number;
}

/** Does for a request what its answer did not need: hands off, counts, asks to the end, logs. Never rejects. */
export async function finishRequest(
  parts: FinishingParts,
  requestId: string,
  { answer, problem, exchange }: ServedRequest,
  moment: Moment,
): Promise<void> {
  const startedMs = parts.elapsed();
  let trouble = problem;
  let handed: Handed = { handedOff: 0, skipped: [] };
  try {
    handed = exchange === null ? handed : await deliver(parts, requestId, exchange, moment);
    // A client does not wait for the definition; after the response there is time for it.
    const leftMs = moment.budgetMs - (parts.elapsed() - startedMs);
    await parts.definition.settle(moment.isClientWaiting ? 0 : leftMs);
    trouble ??= parts.definition.problem();
  } catch (thrown) {
    trouble = `after the answer: ${thrown}`;
  }
  const line: ServedLine = {
    requestId,
    experiment: exchange?.routed.name ?? null,
    status: statusOf(answer),
    control: exchange === null ? null : controlWord(exchange),
    controlMs: exchange === null ? null : rounded(exchange.controlMs),
    addedMs: rounded((exchange?.addedMs ?? 0) + moment.waitedMs),
    afterMs: rounded(parts.elapsed() - startedMs),
    ...handed,
    problem: trouble,
  };
  parts.log(servedLine(line, parts.now()));
}

interface Handed {
  readonly handedOff: number;
  readonly skipped: readonly string[];
}

async function deliver(
  { counts, handOff }: FinishingParts,
  requestId: string,
  exchange: Exchange,
  moment: Moment,
): Promise<Handed> {
  const { routed, observedAtMs, eventJson } = exchange;
  counts.served(routed.name);
  const plan = planShadows(routed.experiment, exchange.method, requestId, observedAtMs);
  for (const reason of plan.skipped) {
    counts.skipped(routed.name, reason);
  }
  const drafts = plan.observations.map(({ id, evidenceKey }) => ({
    id,
    experiment: routed.name,
    evidenceKey,
    observedAtMs,
    addedMs: rounded(exchange.addedMs + moment.waitedMs),
    control: exchange.outcome.answer,
    eventJson,
  }));
  const { handedOff, skipped }: Delivery = await handOff(drafts, moment.budgetMs);
  return { handedOff, skipped: skipped === null ? plan.skipped : [...plan.skipped, skipped] };
}

function controlWord({ outcome: { answer } }: Exchange): string {
  return answer.kind === 'answer' ? 'answer' : answer.failure;
}

function statusOf(answer: unknown): number | null {
  const status = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'statusCode') : null;
  return typeof status === 'number' ? status : null;
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
