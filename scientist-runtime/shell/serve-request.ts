import { type ApiRequest, apiRequestOf } from '../core/api-request.ts';
import { clientAnswer } from '../core/control-answer.ts';
import type { ControlOutcome } from '../core/control-outcome.ts';
import { answerFor } from '../core/parity.ts';
import { findExperiment, type RoutedExperiment } from '../core/routing.ts';
import type { InvokeControl } from './invoke-control.ts';
import type { Definition } from './load-definition.ts';

/** What front is made of until the answer. */
export interface ServingParts {
  /** API whose requests are routed by path; null: any that is not attached. */
  readonly frontApiId: string | null;
  readonly definition: Definition;
  readonly invokeControl: InvokeControl;
  /** The X-Ray trace header of the invocation under way, or null. */
  readonly trace: () => string | null;
  /** Milliseconds of a clock that is never set. */
  readonly elapsed: () => number;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** A request that has its answer. */
export interface ServedRequest {
  readonly answer: unknown;
  readonly problem: string | null;
  /** Null where no experiment was found. */
  readonly exchange: Exchange | null;
}

/** What went between front and the control. */
export interface Exchange {
  readonly routed: RoutedExperiment;
  readonly method: string;
  readonly eventJson: string;
  readonly outcome: ControlOutcome;
  readonly observedAtMs: number;
  readonly controlMs: number;
  /** Front's own time so far. */
  readonly addedMs: number;
}

/** Answers one event with its control, within the given time. Rejects only for a fault of ours. */
export async function serveRequest(
  parts: ServingParts,
  event: unknown,
  budgetMs: number,
): Promise<ServedRequest> {
  const startedMs = parts.elapsed();
  const request = apiRequestOf(event);
  const routes = await parts.definition.forUse();
  if (routes === null) {
    const problem = `no definition could be read: ${parts.definition.problem()}`;
    return unserved(answerFor('no-definition', request.gateway), problem);
  }
  const routed = findExperiment(routes, request, parts.frontApiId) ?? (await findInNewer(parts, request));
  if (routed === null) {
    return unserved(answerFor('no-experiment', request.gateway), 'no experiment has this route or path');
  }
  const eventJson = JSON.stringify(event);
  const invokedMs = parts.elapsed();
  const invocation = parts.invokeControl({
    arn: routed.experiment.control,
    eventJson,
    trace: parts.trace(),
    timeoutMs: Math.max(1, budgetMs - (invokedMs - startedMs)),
  });
  parts.definition.askBeside();
  const outcome = await invocation;
  const answeredMs = parts.elapsed();
  const observedAtMs = parts.now();
  const answer = answerOf(outcome, request);
  return {
    answer,
    problem: null,
    exchange: {
      routed,
      method: request.method,
      eventJson,
      outcome,
      observedAtMs,
      controlMs: answeredMs - invokedMs,
      addedMs: invokedMs - startedMs + parts.elapsed() - answeredMs,
    },
  };
}

/** A route that was attached a moment ago may stand in a newer definition than the copy at hand. */
async function findInNewer(parts: ServingParts, request: ApiRequest): Promise<RoutedExperiment | null> {
  const newer = await parts.definition.askNow();
  return newer === null ? null : findExperiment(newer, request, parts.frontApiId);
}

function unserved(answer: unknown, problem: string): ServedRequest {
  return { answer, problem, exchange: null };
}

function answerOf({ answer, misfortune }: ControlOutcome, request: ApiRequest): unknown {
  if (answer.kind === 'failed') {
    return answerFor(misfortune ?? 'function-error', request.gateway);
  }
  const passed = clientAnswer(answer.payload, request.payloadFormat);
  return passed.kind === 'answer' ? passed.value : answerFor('malformed-answer', request.gateway);
}
