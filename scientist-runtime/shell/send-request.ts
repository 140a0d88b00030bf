import type { ClientRequest, IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { keepConnections } from './keep-connections.ts';

/** One HTTP request. The sender adds `content-length`, but for GET. */
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

/** A reply that arrived whole, its body read as UTF-8, whatever its status; or that there was none. */
export type Reply =
  | {
      readonly kind: 'reply';
      readonly status: number;
      readonly headers: IncomingHttpHeaders;
      readonly body: string;
    }
  /** No reply, or not all of it. `sent` is false where no byte of the request can have reached anybody. */
  | { readonly kind: 'silence'; readonly why: 'timeout' | 'connection'; readonly sent: boolean };

/** Sends a request and resolves to the reply or to its absence. Throws only for what is no request, such as a line break in a header. */
export type Send = (request: OutgoingRequest) => Promise<Reply>;

/** A connection that is not there by now is tried once more. */
const connectTimeoutMs = 2_000;

/**
 * Makes a sender with connections of its own. A request is sent again, once, only while nobody can have received
 * any of it: a control must never run twice for one client. @param now the wall clock
 */
export function createSender(now: () => number): Send {
  const connections = keepConnections(now);

  async function exchange(request: OutgoingRequest, timeoutMs: number): Promise<Reply> {
    const { request: open, agent } = await connections.checkOut(request.url.protocol);
    const length = request.method === 'GET' ? {} : { 'content-length': Buffer.byteLength(request.body) };
    const client = open(request.url, {
      method: request.method,
      headers: { ...request.headers, ...length },
      agent,
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    });
    const reply = replyTo(client, request.url.protocol, timeoutMs, connections.noteUse);
    client.end(request.body);
    return reply;
  }

  return async (request) => {
    const endsAtMs = now() + request.timeoutMs;
    const first = await exchange(request, request.timeoutMs);
    const leftMs = endsAtMs - now();
    const again = first.kind === 'silence' && !first.sent && leftMs > 0 && request.signal?.aborted !== true;
    return again ? exchange(request, leftMs) : first;
  };
}

function replyTo(
  client: ClientRequest,
  protocol: string,
  timeoutMs: number,
  noteUse: (socket: Socket) => void,
): Promise<Reply> {
  return new Promise((resolve) => {
    let sent = false;
    let timedOut = false;
    let used: Socket | undefined;
    // A busy process may come here after the deadline: Node warns of a negative time, and a warning is a log line.
    const deadline = setTimeout(
      () => {
        timedOut = true;
        client.destroy();
      },
      Math.max(0, timeoutMs),
    );
    let connecting: NodeJS.Timeout | undefined;
    const end = (reply: Reply): void => {
      clearTimeout(deadline);
      clearTimeout(connecting);
      resolve(reply);
    };
    const fail = (): void => end({ kind: 'silence', why: timedOut ? 'timeout' : 'connection', sent });

    client.on('socket', (socket) => {
      used = socket;
      // A kept connection takes the request at once, a new one when it is made and, with TLS, agreed on.
      sent = !socket.connecting;
      if (socket.connecting) {
        connecting = setTimeout(() => client.destroy(), connectTimeoutMs);
        socket.once(protocol === 'http:' ? 'connect' : 'secureConnect', () => {
          sent = true;
          clearTimeout(connecting);
        });
      }
    });
    client.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', fail);
      response.on('end', () => {
        if (used !== undefined) {
          noteUse(used);
        }
        const body = Buffer.concat(chunks).toString('utf8');
        end({ kind: 'reply', status: response.statusCode ?? 0, headers: response.headers, body });
      });
    });
    client.on('error', fail);
    // Whatever happens to a request, it closes in the end.
    client.on('close', fail);
  });
}
