import { apiRequestOf } from '../core/api-request.ts';
import { answerFor } from '../core/parity.ts';
import { type FinishingParts, finishRequest } from './finish-request.ts';
import { handOffBudgetMs } from './hand-off.ts';
import type { Extension } from './register-extension.ts';
import { type ServedRequest, type ServingParts, serveRequest } from './serve-request.ts';

/** What front needs of Lambda's context object. */
export interface LambdaContext {
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

/** All that front is made of. `extension` null: every client waits for the hand-off. */
export interface FrontParts extends ServingParts, FinishingParts {
  readonly extension: Extension | null;
}

/** Front answers this long before Lambda would end it: enough to hand off what happened and to be heard. */
export const answerMarginMs = 250;
/** Time left to Lambda after a hand-off that the client waits for. */
const handOffMarginMs = 50;

/**
 * Makes the handler: answers, and has the rest done after the response or, where there is no extension or the
 * experiment wants it so, within the same budget before it. Never rejects, and leaves no work behind.
 */
export function createHandler(parts: FrontParts) {
  let waitedMs = 0;

  return async (event: unknown, context: LambdaContext): Promise<unknown> => {
    const served = await serve(event, context.getRemainingTimeInMillis() - answerMarginMs);
    const budgetMs = Math.min(handOffBudgetMs, context.getRemainingTimeInMillis() - handOffMarginMs);
    const finish = (isClientWaiting: boolean) => () =>
      finishRequest(parts, context.awsRequestId, served, {
        isClientWaiting,
        budgetMs,
        waitedMs: isClientWaiting ? waitedMs : 0,
      });
    const isAwaited = served.exchange?.routed.experiment.handOff === 'awaited';
    const isTaken = parts.extension?.afterResponse(context.awsRequestId, isAwaited ? null : finish(false));
    if (isAwaited || isTaken !== true) {
      const startedMs = parts.elapsed();
      // Only a log that cannot be written gets here, so there is nobody to tell; the answer stands all the same.
      await finish(true)().catch(() => {});
      waitedMs = parts.elapsed() - startedMs;
    }
    return served.answer;
  };

  async function serve(event: unknown, budgetMs: number): Promise<ServedRequest> {
    try {
      return await serveRequest(parts, event, budgetMs);
    } catch (thrown) {
      // A fault of ours. The client gets what API Gateway says of a function that fails; the environment lives on.
      const answer = answerFor('function-error', apiRequestOf(event).gateway);
      return { answer, problem: `front failed: ${thrown}`, exchange: null };
    }
  }
}
