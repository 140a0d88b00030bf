import { pairWork, type Work } from './pair-work.ts';
import type { Reply, Send } from './send-request.ts';
import { waitWithin } from './wait-within.ts';

/** Longest that an environment is held for work after the response, whatever goes wrong in it. */
const workLimitMs = 1_000;
/** Time left to Lambda before the invocation's own deadline. */
const deadlineMarginMs = 100;
/** Largest delay a timer takes: the long poll has no end of its own. */
const foreverMs = 2 ** 31 - 1;

/** An internal extension that is registered, of one environment. */
export interface Extension {
  /**
   * Has work done once the response of a request has left; null: there is none. To be called for every request,
   * because Lambda ends an invocation only when its extensions are done with it. False: the caller has to do the
   * work itself.
   */
  afterResponse(requestId: string, work: Work | null): boolean;
}

/**
 * Registers an internal Lambda extension and serves its events. Null where Lambda refuses. To be awaited while the
 * module loads, since registration closes when the runtime asks for its first event.
 * An extension that fails costs the invocation although its response has left, so nothing in here throws and the
 * next event is asked for whatever happened. Source: the Extensions API in the Lambda developer guide.
 */
export async function registerExtension(
  runtimeApi: string,
  send: Send,
  now: () => number,
): Promise<Extension | null> {
  const ask = (method: string, path: string, headers: Record<string, string>, body: string) =>
    send({
      url: new URL(`http://${runtimeApi}/2020-01-01/extension${path}`),
      method,
      headers,
      body,
      timeoutMs: foreverMs,
    });
  const identifier = identifierIn(
    await ask(
      'POST',
      '/register',
      { 'lambda-extension-name': 'serverless-scientist', 'content-type': 'application/json' },
      '{"events":["INVOKE"]}',
    ),
  );
  if (identifier === null) {
    return null;
  }
  const pairs = pairWork();
  let failuresInARow = 0;

  async function serveNext(identified: Record<string, string>): Promise<void> {
    const { requestId, deadlineMs } = invocationIn(await ask('GET', '/event/next', identified, ''));
    failuresInARow = 0;
    const leftMs = (): number => deadlineMs - now() - deadlineMarginMs;
    const work = await waitWithin(pairs.pickUp(requestId), leftMs());
    pairs.forget(requestId);
    if (work !== null) {
      // The runtime posts the response one turn after the handler's end: signing and sending must not come before.
      await new Promise(setImmediate);
      await new Promise(setImmediate);
      await waitWithin(work(), Math.min(workLimitMs, leftMs()));
    }
  }

  async function serve(identified: Record<string, string>): Promise<void> {
    for (;;) {
      try {
        await serveNext(identified);
      } catch (thrown) {
        // Whatever it was, the next event must be asked for, or the invocation counts as timed out.
        failuresInARow += 1;
        process.stderr.write(`${JSON.stringify({ problem: `after the response: ${thrown}` })}\n`);
        await new Promise((resolve) => setTimeout(resolve, Math.min(1_000, 10 * 2 ** failuresInARow)));
      }
    }
  }
  void serve({ 'lambda-extension-identifier': identifier });

  return {
    afterResponse(requestId, work) {
      const isServed = failuresInARow === 0;
      pairs.leave(requestId, isServed ? work : null);
      return isServed;
    },
  };
}

function identifierIn(reply: Reply): string | null {
  const identifier =
    reply.kind === 'reply' && reply.status === 200 && reply.headers['lambda-extension-identifier'];
  return typeof identifier === 'string' ? identifier : null;
}

/** Throws a TypeError or SyntaxError for any other answer. */
function invocationIn(reply: Reply): { readonly requestId: string; readonly deadlineMs: number } {
  const event: Record<string, unknown> =
    reply.kind === 'reply' && reply.status === 200 ? JSON.parse(reply.body) : {};
  const { requestId, deadlineMs } = event;
  if (typeof requestId !== 'string' || typeof deadlineMs !== 'number') {
    throw new TypeError('the Extensions API answered with something else than an invocation');
  }
  return { requestId, deadlineMs };
}
