import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** When the extension hears of an invocation, which Lambda leaves open: before, with or after the handler's answer. */
export type EventOrder = 'extension-first' | 'handler-first' | 'after-response';

export interface InvokeOptions {
  readonly order?: EventOrder;
  readonly timeoutMs?: number;
}

/** What the runtime posted for one invocation. */
export interface Posted {
  readonly requestId: string;
  readonly failed: boolean;
  readonly body: string;
  /** From telling the runtime to its post. */
  readonly eventToResponseMs: number;
  /** `performance.now()` at the post. */
  readonly atMs: number;
}

/** Runtime API and Extensions API of one execution environment, as far as front and a runtime client use them. */
export interface LambdaApis {
  /** `host:port`, for AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  readonly traceOf: (requestId: string) => string;
  /** Resolves when runtime and extension have both asked for their next event: the environment may be frozen. */
  idle(): Promise<void>;
  /** Waits for the environment to be idle, invokes, and resolves at the response. */
  invoke(event: unknown, options?: InvokeOptions): Promise<Posted>;
  /** Extension asks for its next event so far; each invocation needs one. */
  extensionAsks(): number;
  /** Makes that many of the extension's next asks fail. */
  failExtensionAsks(count: number): void;
  close(): Promise<void>;
}

/** @param extensions whether extensions may register, as they may in Lambda */
export async function startLambdaApis({ extensions }: { readonly extensions: boolean }): Promise<LambdaApis> {
  let runtime: ServerResponse | null = null;
  let extension: ServerResponse | null = null;
  let registered = false;
  let asks = 0;
  let failingAsks = 0;
  let invocations = 0;
  /** From the start of an invocation until both have been told of it. */
  let isTelling = false;
  let becameIdle = Promise.withResolvers<void>();
  let current: { requestId: string; startedMs: number; posted: (posted: Posted) => void } | null = null;

  const noteIdle = (): void => {
    if (!isTelling && runtime !== null && (extension !== null || !registered)) {
      becameIdle.resolve();
    }
  };

  // A runtime client dies of an event without a content type, so everything has one.
  const reply = (response: ServerResponse, status: number, headers: Record<string, string>, body: string) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const path = request.url ?? '';
    if (path === '/2018-06-01/runtime/invocation/next') {
      runtime = response;
      noteIdle();
    } else if (path.startsWith('/2018-06-01/runtime/invocation/')) {
      const atMs = performance.now();
      reply(response, 202, {}, '{"status":"OK"}');
      const answered = current;
      current = null;
      answered?.posted({
        requestId: answered.requestId,
        failed: path.endsWith('/error'),
        body,
        eventToResponseMs: atMs - answered.startedMs,
        atMs,
      });
    } else if (path === '/2020-01-01/extension/register') {
      registered = extensions;
      const identified = { 'lambda-extension-identifier': 'extension-1' };
      reply(response, extensions ? 200 : 403, extensions ? identified : {}, '{"functionName":"front"}');
    } else if (path === '/2020-01-01/extension/event/next') {
      asks += 1;
      if (failingAsks > 0) {
        failingAsks -= 1;
        reply(response, 500, {}, '{"errorType":"Extension.Unknown"}');
      } else {
        extension = response;
        noteIdle();
      }
    } else {
      reply(response, 404, {}, '{"errorType":"NotFound"}');
    }
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((thrown: unknown) => response.destroy(new Error(String(thrown))));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address: AddressInfo | string | null = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const traceOf = (requestId: string): string =>
    `Root=1-${requestId.slice(0, 8)};Parent=53995c3f42cd8ad8;Sampled=1`;

  async function invoke(event: unknown, { order = 'handler-first', timeoutMs = 10_000 }: InvokeOptions = {}) {
    await becameIdle.promise;
    becameIdle = Promise.withResolvers();
    isTelling = true;
    invocations += 1;
    const requestId = `00000000-0000-4000-8000-${String(invocations).padStart(12, '0')}`;
    const deadlineMs = Date.now() + timeoutMs;
    const tellRuntime = (): void => {
      const headers = {
        'lambda-runtime-aws-request-id': requestId,
        'lambda-runtime-deadline-ms': String(deadlineMs),
        'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:eu-west-1:123456789012:function:front',
        'lambda-runtime-trace-id': traceOf(requestId),
      };
      if (current !== null) {
        current.startedMs = performance.now();
      }
      if (runtime !== null) {
        reply(runtime, 200, headers, JSON.stringify(event));
        runtime = null;
      }
    };
    const tellExtension = (): void => {
      if (extension !== null) {
        reply(extension, 200, {}, JSON.stringify({ eventType: 'INVOKE', requestId, deadlineMs }));
        extension = null;
      }
    };
    const posted = new Promise<Posted>((resolve) => {
      current = { requestId, startedMs: performance.now(), posted: resolve };
    });
    const [first, second] =
      order === 'extension-first' ? [tellExtension, tellRuntime] : [tellRuntime, tellExtension];
    first();
    if (order === 'after-response') {
      await posted;
    } else {
      // Both orders have to be told apart by the process that gets them on two connections.
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    second();
    isTelling = false;
    noteIdle();
    return posted;
  }

  return {
    address: `127.0.0.1:${port}`,
    traceOf,
    idle: () => becameIdle.promise,
    invoke,
    extensionAsks: () => asks,
    failExtensionAsks: (count) => {
      failingAsks = count;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
