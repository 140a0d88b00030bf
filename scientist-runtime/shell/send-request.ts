import type { ClientRequest, Agent as HttpAgent, IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';

export interface OutgoingRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Longest wait for the whole reply. */
  readonly timeoutMs: number;
  /** Gives up earlier. */
  readonly signal?: AbortSignal;
}

export type Reply =
  | {
      readonly kind: 'reply';
      readonly status: number;
      readonly headers: IncomingHttpHeaders;
      readonly body: string;
    }
  /** No reply, or not all of it. `sent` is false where no byte of the request can have reached anybody. */
  | { readonly kind: 'silence'; readonly why: 'timeout' | 'connection'; readonly sent: boolean };

/** Sends a request and resolves to the reply or to its absence. Never rejects. */
export type Send = (request: OutgoingRequest) => Promise<Reply>;

/**
 * A socket that was idle this long is not used again: while Lambda froze the environment the other side may have
 * closed it, and a request written into it would be lost without being known as unsent. A new connection costs
 * milliseconds; servers keep idle ones for 5 s and more.
 */
export const maxIdleMs = 4_000;
/** After this idle time the event loop turns once, so that an end of the connection that lies waiting is noticed. */
const doubtfulIdleMs = 1_000;
/** A connection that is not there by now is tried once more. */
const connectTimeoutMs = 2_000;

/** Makes a sender with connections of its own. @param now the wall clock, which a freeze does not stop */
export function createSender(now: () => number): Send {
  const agents = new Map<string, HttpAgent>();
  const usedAtMs = new WeakMap<object, number>();

  // Loaded at first use: `https` alone is a third of front's start, and an emulator's endpoint never needs it.
  // Not by `import`, which would run every getter of the module and so load all of undici.
  const moduleFor = (protocol: string) => process.getBuiltinModule(protocol === 'http:' ? 'http' : 'https');

  function agentFor(protocol: string): HttpAgent {
    const known = agents.get(protocol);
    if (known !== undefined) {
      return known;
    }
    const agent = new (moduleFor(protocol).Agent)({ keepAlive: true, scheduling: 'fifo' });
    agents.set(protocol, agent);
    return agent;
  }

  /** Destroys what was idle too long; says whether what is left needs a turn of the event loop. */
  function discardIdle(agent: HttpAgent): boolean {
    let doubtful = false;
    for (const socket of Object.values(agent.freeSockets).flat()) {
      const idleMs = now() - (socket === undefined ? 0 : (usedAtMs.get(socket) ?? 0));
      if (idleMs < 0 || idleMs > maxIdleMs) {
        socket?.destroy();
      } else if (idleMs > doubtfulIdleMs) {
        doubtful = true;
      }
    }
    return doubtful;
  }

  return async (request) => {
    const agent = agentFor(request.url.protocol);
    if (discardIdle(agent)) {
      await new Promise(setImmediate);
    }
    const endsAtMs = now() + request.timeoutMs;
    const first = await exchange(request, agent, request.timeoutMs);
    const leftMs = endsAtMs - now();
    const again = first.kind === 'silence' && !first.sent && leftMs > 0 && request.signal?.aborted !== true;
    return again ? exchange(request, agent, leftMs) : first;
  };

  function exchange(request: OutgoingRequest, agent: HttpAgent, timeoutMs: number): Promise<Reply> {
    return new Promise((resolve) => {
      let sent = false;
      let why: 'timeout' | 'connection' = 'connection';
      const client: ClientRequest = moduleFor(request.url.protocol).request(request.url, {
        method: request.method,
        headers:
          request.method === 'GET'
            ? request.headers
            : { ...request.headers, 'content-length': Buffer.byteLength(request.body) },
        agent,
        ...(request.signal === undefined ? {} : { signal: request.signal }),
      });
      const deadline = setTimeout(() => {
        why = 'timeout';
        client.destroy();
      }, timeoutMs);
      let connecting: NodeJS.Timeout | undefined;
      let used: Socket | undefined;
      const end = (reply: Reply): void => {
        clearTimeout(deadline);
        clearTimeout(connecting);
        resolve(reply);
      };
      client.on('socket', (socket: Socket) => {
        used = socket;
        if (!socket.connecting) {
          sent = true;
          return;
        }
        connecting = setTimeout(() => client.destroy(), connectTimeoutMs);
        socket.once(request.url.protocol === 'http:' ? 'connect' : 'secureConnect', () => {
          sent = true;
          clearTimeout(connecting);
        });
      });
      client.on('error', () => end({ kind: 'silence', why, sent }));
      // Whatever happens to a request, it closes in the end.
      client.on('close', () => end({ kind: 'silence', why, sent }));
      client.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', () => end({ kind: 'silence', why, sent: true }));
        response.on('end', () => {
          if (used !== undefined) {
            usedAtMs.set(used, now());
          }
          const body = Buffer.concat(chunks).toString('utf8');
          end({ kind: 'reply', status: response.statusCode ?? 0, headers: response.headers, body });
        });
      });
      client.end(request.body);
    });
  }
}
