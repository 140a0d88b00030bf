import type { Reply, Send } from './send-request.ts';

/** Work after the response. Must end by itself, but is not waited for longer than `workLimitMs`. */
export type Work = () => Promise<void>;

/** Longest that an environment is held for work after the response, whatever goes wrong in it. */
const workLimitMs = 1_000;
/** Time left to Lambda before the invocation's own deadline. */
const deadlineMarginMs = 100;
/** Requests whose work waits for its event; more can only be left over from failures. */
const maxWaiting = 64;
/** Largest delay a timer takes: the long poll has no end of its own. */
const foreverMs = 2 ** 31 - 1;

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
  const ask = (method: string, path: string, headers: Record<string, string>, body: string): Promise<Reply> =>
    send({
      url: new URL(`http://${runtimeApi}/2020-01-01/extension${path}`),
      method,
      headers,
      body,
      timeoutMs: foreverMs,
    });
  const registered = await ask(
    'POST',
    '/register',
    { 'lambda-extension-name': 'serverless-scientist', 'content-type': 'application/json' },
    '{"events":["INVOKE"]}',
  );
  const identifier = identifierIn(registered);
  if (identifier === null) {
    return null;
  }
  const identified = { 'lambda-extension-identifier': identifier };

  // Whichever of the event and the handler comes first opens the meeting point: Lambda defines no order.
  const waiting = new Map<string, { work: Promise<Work | null>; hand: (work: Work | null) => void }>();
  const meetingOf = (requestId: string) => {
    const known = waiting.get(requestId);
    if (known !== undefined) {
      return known;
    }
    const { promise, resolve } = Promise.withResolvers<Work | null>();
    const meeting = { work: promise, hand: resolve };
    waiting.set(requestId, meeting);
    for (const oldest of waiting.size > maxWaiting ? [...waiting.keys()].slice(0, 1) : []) {
      waiting.delete(oldest);
    }
    return meeting;
  };

  let failuresInARow = 0;
  async function serveOne(): Promise<void> {
    const invoked = invocationIn(await ask('GET', '/event/next', identified, ''));
    if (invoked === null) {
      throw new TypeError('the Extensions API answered with something else than an invocation');
    }
    failuresInARow = 0;
    const leftMs = invoked.deadlineMs - now() - deadlineMarginMs;
    const work = await within(meetingOf(invoked.requestId).work, leftMs);
    waiting.delete(invoked.requestId);
    if (work) {
      // The runtime posts the response in the turn after the handler's: signing and sending must not come before it.
      await new Promise(setImmediate);
      await new Promise(setImmediate);
      await within(work(), Math.min(workLimitMs, invoked.deadlineMs - now() - deadlineMarginMs));
    }
  }

  async function serve(): Promise<void> {
    for (;;) {
      try {
        await serveOne();
      } catch (thrown) {
        failuresInARow += 1;
        // Whatever it was: the next event must be asked for, or the invocation counts as timed out.
        process.stderr.write(
          `${JSON.stringify({ level: 'error', hook: 'after-response', error: String(thrown) })}\n`,
        );
        await pause(Math.min(1_000, 10 * 2 ** failuresInARow));
      }
    }
  }
  void serve();

  return {
    afterResponse(requestId, work) {
      const taken = failuresInARow === 0;
      meetingOf(requestId).hand(taken ? work : null);
      return taken;
    },
  };
}

function identifierIn(reply: Reply): string | null {
  const identifier =
    reply.kind === 'reply' && reply.status === 200 && reply.headers['lambda-extension-identifier'];
  return typeof identifier === 'string' ? identifier : null;
}

function invocationIn(reply: Reply): { readonly requestId: string; readonly deadlineMs: number } | null {
  if (reply.kind !== 'reply' || reply.status !== 200) {
    return null;
  }
  const { requestId, deadlineMs }: Record<string, unknown> = JSON.parse(reply.body);
  return typeof requestId === 'string' && typeof deadlineMs === 'number' ? { requestId, deadlineMs } : null;
}

/** The result of work, or null when that takes longer than the limit. */
async function within<T>(work: Promise<T>, limitMs: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, limitMs), null);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
