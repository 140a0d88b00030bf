import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Certificate, selfSigned } from './self-signed.ts';

/** One call as it arrived. */
export interface StubCall {
  readonly method: string;
  /** As sent, not decoded. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Local port of the connection it came on: tells reused connections from new ones. */
  readonly connection: number;
  /** `performance.now()` at arrival. */
  readonly atMs: number;
}

/** How a service behaves: an answer after a delay, or none. */
export interface StubAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly delayMs?: number;
  /** `cut`: the connection is closed instead of an answer. `never`: nothing comes. */
  readonly instead?: 'cut' | 'never';
}

export type Behaviour = (call: StubCall) => StubAnswer;

/** Lambda's Invoke, S3 and SQS at one endpoint, to be told how to behave and asked what they saw. */
export interface StubAws {
  readonly url: string;
  /** What clients must trust (PEM), for NODE_EXTRA_CA_CERTS; null over HTTP. */
  readonly certificateFile: string | null;
  lambda: Behaviour;
  s3Get: Behaviour;
  s3Put: Behaviour;
  sqs: Behaviour;
  readonly invokes: StubCall[];
  readonly definitionAsks: StubCall[];
  readonly puts: StubCall[];
  readonly sends: StubCall[];
  /** Bodies of the messages that were accepted. */
  messages(): string[];
  /** Cuts that many of the next connections as soon as they are made, before TLS is agreed on. */
  cutConnections(count: number): void;
  /** Closes the connections that no request is under way on, as a server does after a while. */
  closeIdleConnections(): void;
  close(): Promise<void>;
}

/** An S3 that has one object, and answers 304 to who has it already. */
export function objectWith(content: string, etag = '"1"'): Behaviour {
  return (call) =>
    call.headers['if-none-match'] === etag ? { status: 304 } : { body: content, headers: { etag } };
}

export async function startStubAws({ tls = false }: { readonly tls?: boolean } = {}): Promise<StubAws> {
  const certificate = tls ? selfSigned() : null;
  const accepted: string[] = [];
  let toCut = 0;
  const stub: Omit<StubAws, 'url' | 'certificateFile' | 'close' | 'closeIdleConnections'> = {
    lambda: () => ({ body: '{"statusCode":200,"body":"answered by the control"}' }),
    s3Get: () => ({ status: 404, body: '<Error><Code>NoSuchKey</Code></Error>' }),
    s3Put: () => ({}),
    sqs: () => ({ body: '{"MessageId":"1"}' }),
    invokes: [],
    definitionAsks: [],
    puts: [],
    sends: [],
    messages: () => accepted,
    cutConnections: (count) => {
      toCut = count;
    },
  };

  function behaviourFor(call: StubCall): StubAnswer {
    if (call.path.startsWith('/2015-03-31/functions/')) {
      stub.invokes.push(call);
      return stub.lambda(call);
    }
    if (call.headers['x-amz-target'] === 'AmazonSQS.SendMessage') {
      stub.sends.push(call);
      return stub.sqs(call);
    }
    if (call.method === 'PUT') {
      stub.puts.push(call);
      return stub.s3Put(call);
    }
    stub.definitionAsks.push(call);
    return stub.s3Get(call);
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers, socket } = request;
    const connection = socket.remotePort ?? 0;
    const call = { method, path, headers, body: await text(request), connection, atMs: performance.now() };
    const { status = 200, headers: sent = {}, body = '', delayMs = 0, instead } = behaviourFor(call);
    if (instead === 'never') {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    if (instead === 'cut') {
      socket.destroy();
      return;
    }
    if (status === 200 && headers['x-amz-target'] !== undefined) {
      accepted.push(JSON.parse(call.body).MessageBody);
    }
    response.writeHead(status, sent).end(body);
  }

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    serve(request, response).catch((thrown: unknown) => response.destroy(new Error(String(thrown))));
  };
  const options = { keepAliveTimeout: 60_000 };
  const server =
    certificate === null
      ? createServer(options, answer)
      : createTlsServer({ ...options, ...certificate }, answer);
  server.on('connection', (socket: Socket) => {
    if (toCut > 0) {
      toCut -= 1;
      socket.destroy();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const certificateFile = certificate === null ? null : fileOf(certificate);
  return Object.assign(stub, {
    url: `${certificate === null ? 'http' : 'https'}://127.0.0.1:${port}`,
    certificateFile,
    closeIdleConnections: () => server.closeIdleConnections(),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      if (certificateFile !== null) {
        rmSync(dirname(certificateFile), { recursive: true, force: true });
      }
    },
  });
}

function fileOf({ cert }: Certificate): string {
  const file = join(mkdtempSync(join(tmpdir(), 'scientist-stub-')), 'cert.pem');
  writeFileSync(file, cert);
  return file;
}
