import { apiRequestOf } from '../core/api-request.ts';
import { clientAnswer } from '../core/control-answer.ts';
import type { ControlOutcome } from '../core/control-outcome.ts';
import { answerFor } from '../core/parity.ts';
import { findExperiment, type RoutedExperiment } from '../core/routing.ts';
import { planShadows } from '../core/shadow-plan.ts';
import type { SkipCounts } from './count-skips.ts';
import type { RequestLine } from './emit-metrics.ts';
import { type HandOff, handOffBudgetMs } from './hand-off.ts';
import type { InvokeControl } from './invoke-control.ts';
import type { Definition } from './load-definition.ts';
import type { Extension } from './register-extension.ts';

/** What front needs of Lambda's context object. */
export interface LambdaContext {
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

export interface FrontParts {
  readonly frontApiId: string | null;
  readonly definition: Definition;
  readonly invokeControl: InvokeControl;
  readonly handOff: HandOff;
  readonly counts: SkipCounts;
  readonly extension: Extension | null;
  readonly trace: () => string | null;
  readonly log: (line: RequestLine) => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Milliseconds of a clock that is never set. */
  readonly elapsed: () => number;
}

/** Front answers this long before Lambda would end it: enough to hand off what happened and to be heard. */
export const answerMarginMs = 250;

/** A request that front is at work on, filled as its way goes on. */
interface Progress {
  readonly line: { -readonly [K in keyof RequestLine]: RequestLine[K] };
  /** Hands off what is to be handed off. */
  deliver: (budgetMs: number) => Promise<void>;
  awaited: boolean;
}

/** Makes the handler: finds the experiment, answers with its control, has the rest done after the response. */
export function createHandler(parts: FrontParts) {
  let lastAwaitedMs = 0;

  return async (event: unknown, context: LambdaContext): Promise<unknown> => {
    const startedMs = parts.elapsed();
    const progress = begin(context.awsRequestId);
    let answer: unknown;
    try {
      answer = await serve(event, context, startedMs, progress);
    } catch (thrown) {
      // A fault of ours. The client gets what API Gateway says of a function that fails, not a crashed environment.
      progress.line.problem = String(thrown);
      answer = answerFor('function-error', apiRequestOf(event).gateway);
    }
    const mayWaitMs = context.getRemainingTimeInMillis() - 50;
    const finish = (inTheWay: boolean) => () =>
      finishWork(progress, Math.min(handOffBudgetMs, mayWaitMs), inTheWay);
    const taken = parts.extension?.afterResponse(
      context.awsRequestId,
      progress.awaited ? null : finish(false),
    );
    if (taken !== true || progress.awaited) {
      const waitedMs = parts.elapsed();
      await finish(true)();
      lastAwaitedMs = parts.elapsed() - waitedMs;
    }
    return answer;
  };

  async function serve(
    event: unknown,
    context: LambdaContext,
    startedMs: number,
    progress: Progress,
  ): Promise<unknown> {
    const { line } = progress;
    const request = apiRequestOf(event);
    const endsAtMs = parts.now() + context.getRemainingTimeInMillis() - answerMarginMs;
    const routes = await parts.definition.forUse();
    const routed = routes === null ? null : findExperiment(routes, request, parts.frontApiId);
    if (routed === null) {
      line.problem = routes === null ? 'no definition' : 'no experiment for this route or path';
      const misfortune = routes === null ? 'no-definition' : 'no-experiment';
      return answerFor(misfortune, request.gateway);
    }
    const eventJson = JSON.stringify(event);
    const invokedMs = parts.elapsed();
    const invocation = parts.invokeControl({
      arn: routed.experiment.control,
      eventJson,
      trace: parts.trace(),
      timeoutMs: Math.max(1, endsAtMs - parts.now()),
    });
    parts.definition.askBeside();
    const outcome = await invocation;
    const answeredMs = parts.elapsed();
    const observedAtMs = parts.now();

    const answer = answerOf(outcome, request);
    parts.counts.served(routed.name);
    progress.awaited = routed.experiment.handOff === 'awaited';
    line.status = statusOf(answer);
    line.experiment = routed.name;
    line.control = outcome.answer.kind === 'answer' ? 'answer' : outcome.answer.failure;
    line.controlMs = rounded(answeredMs - invokedMs);
    // What the hand-off adds, where it is waited for, is known only of the request before.
    line.addedMs = rounded(invokedMs - startedMs + parts.elapsed() - answeredMs + lastAwaitedMs);
    progress.deliver = delivery(progress, routed, request.method, {
      experiment: routed.name,
      eventJson,
      control: outcome.answer,
      observedAtMs,
      addedMs: line.addedMs,
    });
    return answer;
  }

  function delivery(
    { line }: Progress,
    routed: RoutedExperiment,
    method: string,
    served: Parameters<HandOff['deliver']>[0],
  ): Progress['deliver'] {
    return async (budgetMs) => {
      const { observations, skipped } = planShadows(
        routed.experiment,
        method,
        line.requestId,
        served.observedAtMs,
      );
      for (const reason of skipped) {
        parts.counts.skipped(routed.name, reason);
      }
      const { handedOff, failed, refused } = await parts.handOff.deliver(served, observations, budgetMs);
      line.handedOff = handedOff;
      line.skipped = [
        ...skipped,
        ...Array<string>(failed).fill('hand-off-failed'),
        ...Array<string>(refused).fill('circuit-open'),
      ];
    };
  }

  /** The end of a request, after its response or, where that cannot be, before it. Never rejects. */
  async function finishWork(progress: Progress, budgetMs: number, inTheWay: boolean): Promise<void> {
    const startedMs = parts.elapsed();
    try {
      await progress.deliver(budgetMs);
      // A client does not wait for the definition; after the response there is time for it.
      await parts.definition.settle(inTheWay ? 0 : budgetMs - (parts.elapsed() - startedMs));
    } catch (thrown) {
      progress.line.problem = String(thrown);
    }
    progress.line.handOffMs = rounded(parts.elapsed() - startedMs);
    progress.line.problem ??= parts.definition.problem();
    parts.log(progress.line);
  }
}

function begin(requestId: string): Progress {
  return {
    line: {
      requestId,
      experiment: null,
      status: null,
      control: null,
      controlMs: null,
      addedMs: 0,
      handedOff: 0,
      handOffMs: 0,
      skipped: [],
      problem: null,
    },
    deliver: async () => {},
    awaited: false,
  };
}

function answerOf(outcome: ControlOutcome, request: ReturnType<typeof apiRequestOf>): unknown {
  if (outcome.misfortune !== null || outcome.answer.kind === 'failed') {
    return answerFor(outcome.misfortune ?? 'function-error', request.gateway);
  }
  const answer = clientAnswer(outcome.answer.payload, request.payloadFormat);
  return answer.kind === 'answer' ? answer.value : answerFor('malformed-answer', request.gateway);
}

function statusOf(answer: unknown): number | null {
  const status = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'statusCode') : null;
  return typeof status === 'number' ? status : null;
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
