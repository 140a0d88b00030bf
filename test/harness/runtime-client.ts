import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/**
 * A runtime client of few lines, for `npm test`, which must not need a compiler as the real one does. Like that
 * one it awaits the module, asks for events away from the main thread, and posts a response one turn after the
 * handler has settled, blocking the main thread until the post is done. Run as
 * `node runtime-client.ts MODULE HOST:PORT`: the handler may be left without AWS_LAMBDA_RUNTIME_API, as in emulators.
 */
if (isMainThread) {
  await runHandler(process.argv[2] ?? '', process.argv[3] ?? '');
} else {
  serveRuntimeCalls(workerData);
}

interface RuntimeCall {
  readonly method: string;
  readonly path: string;
  readonly body: string | null;
  /** Set to 1 when the call is done. */
  readonly done: Int32Array;
}

interface Invocation {
  readonly requestId: string;
  readonly deadlineMs: number;
  readonly trace: string;
  readonly event: string;
}

async function runHandler(modulePath: string, runtimeApi: string): Promise<never> {
  const worker = new Worker(new URL(import.meta.url), { workerData: runtimeApi });
  const { handler } = await import(modulePath);
  for (;;) {
    const next = new Promise<Invocation>((resolve) => worker.once('message', resolve));
    call(worker, 'GET', 'next', null);
    const { requestId, deadlineMs, trace, event } = await next;
    process.env._X_AMZN_TRACE_ID = trace;
    const context = { awsRequestId: requestId, getRemainingTimeInMillis: () => deadlineMs - Date.now() };
    const [path, body] = await outcomeOf(() => handler(JSON.parse(event), context), requestId);
    await new Promise(setImmediate);
    Atomics.wait(call(worker, 'POST', path, body), 0, 0);
  }
}

async function outcomeOf(run: () => unknown, requestId: string): Promise<[path: string, body: string]> {
  try {
    return [`${requestId}/response`, JSON.stringify(await run()) ?? 'null'];
  } catch (thrown) {
    return [`${requestId}/error`, JSON.stringify({ errorMessage: String(thrown) })];
  }
}

function call(worker: Worker, method: string, path: string, body: string | null): Int32Array {
  const done = new Int32Array(new SharedArrayBuffer(4));
  const message: RuntimeCall = { method, path, body, done };
  worker.postMessage(message);
  return done;
}

function serveRuntimeCalls(runtimeApi: string): void {
  parentPort?.on('message', async ({ method, path, body, done }: RuntimeCall) => {
    const url = `http://${runtimeApi}/2018-06-01/runtime/invocation/${path}`;
    const reply = await fetch(url, { method, body });
    const text = await reply.text();
    Atomics.store(done, 0, 1);
    Atomics.notify(done, 0);
    if (path === 'next') {
      const header = (name: string): string => reply.headers.get(`lambda-runtime-${name}`) ?? '';
      parentPort?.postMessage({
        requestId: header('aws-request-id'),
        deadlineMs: Number(header('deadline-ms')),
        trace: header('trace-id'),
        event: text,
      });
    }
  });
}
