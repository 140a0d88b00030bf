import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type Answer, Refusal } from './exchange.ts';
import { type Json, parseJson } from './json.ts';

/** A request before anybody knows who sent it. */
export interface RawCall {
  readonly method: string;
  readonly target: string;
  readonly authorization: string | undefined;
  readonly accept: string | undefined;
  readonly body: Json | undefined;
}

/** A listening server. */
export interface HttpServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * Serves JSON on a free loopback port. Refusals become GitHub's error bodies; anything else thrown is a fault
 * of the lab: 500, with its text, and told to `onFault`.
 */
export async function serveHttp(
  answerTo: (call: RawCall) => Promise<Answer>,
  onFault: (error: unknown) => void,
): Promise<HttpServer> {
  const server = createServer((request, response) => {
    handle(request, response, answerTo, onFault).catch((error: unknown) => {
      onFault(error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, close: () => closeServer(server) };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  answerTo: (call: RawCall) => Promise<Answer>,
  onFault: (error: unknown) => void,
): Promise<void> {
  const bytes = await buffer(request);
  const answer = await answerSafely(request, bytes, answerTo, onFault);
  const headers: Record<string, string> = { 'x-github-request-id': randomUUID(), ...answer.headers };
  const { body } = answer;
  if (body === undefined) {
    response.writeHead(answer.status, headers).end();
    return;
  }
  const sent = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  const type = Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json; charset=utf-8';
  response.writeHead(answer.status, { 'content-type': type, 'content-length': sent.length, ...headers });
  response.end(sent);
}

async function answerSafely(
  request: IncomingMessage,
  bytes: Buffer,
  answerTo: (call: RawCall) => Promise<Answer>,
  onFault: (error: unknown) => void,
): Promise<Answer> {
  try {
    return await answerTo({
      method: request.method ?? 'GET',
      target: request.url ?? '/',
      authorization: request.headers.authorization,
      accept: request.headers.accept,
      body: parseBody(bytes),
    });
  } catch (error) {
    if (error instanceof Refusal) return refusalAnswer(error);
    // A body of the wrong shape is the caller's mistake.
    if (error instanceof TypeError && bytes.length > 0 && error.message.startsWith('expected'))
      return refusalAnswer(new Refusal(422, `Invalid request. ${error.message}`));
    onFault(error);
    return { status: 500, body: { message: error instanceof Error ? error.message : String(error) } };
  }
}

function parseBody(bytes: Buffer): Json | undefined {
  if (bytes.length === 0) return undefined;
  try {
    return parseJson(bytes.toString('utf8'));
  } catch {
    throw new Refusal(400, 'Problems parsing JSON');
  }
}

/** GitHub's error body. */
export function refusalAnswer(refusal: Refusal): Answer {
  return {
    status: refusal.status,
    headers: refusal.headers,
    body: {
      message: refusal.message,
      ...(refusal.errors === undefined ? {} : { errors: refusal.errors }),
      documentation_url: 'https://docs.github.com/rest',
      status: String(refusal.status),
    },
  };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
