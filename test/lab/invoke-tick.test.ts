import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { startTicking } from '../../lab/invoke-tick.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A Lambda that answers with what `answer` makes of the response; collects the paths it was asked for. */
async function startLambda(answer: (response: ServerResponse) => void) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    request.resume().on('end', () => answer(response));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  return { asked, endpointUrl: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}` };
}

function tick(endpointUrl: string, everySeconds: number): { faults: string[]; stop: () => Promise<void> } {
  const faults: string[] = [];
  const stop = startTicking({
    endpointUrl,
    functionName: 'the-tick',
    everySeconds,
    onFault: (fault) => faults.push(fault),
  });
  return { faults, stop };
}

describe('the lab in EventBridge’s place', () => {
  it('invokes tick again and again until it is stopped', async () => {
    const lambda = await startLambda((response) => response.end('null'));
    const { faults, stop } = tick(lambda.endpointUrl, 0.02);
    await expect.poll(() => lambda.asked.length).toBeGreaterThan(2);
    await stop();
    const count = lambda.asked.length;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(lambda.asked).toHaveLength(count);
    expect(new Set(lambda.asked)).toEqual(new Set(['/2015-03-31/functions/the-tick/invocations']));
    expect(faults).toEqual([]);
  });

  it('never has two under way', async () => {
    const waiting: ServerResponse[] = [];
    const lambda = await startLambda((response) => waiting.push(response));
    const { stop } = tick(lambda.endpointUrl, 0.01);
    await expect.poll(() => waiting.length).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(lambda.asked).toHaveLength(1);
    waiting[0]?.end('null');
    await stop();
  });

  it('tells a fault of the function and goes on', async () => {
    const lambda = await startLambda((response) => {
      response.setHeader('x-amz-function-error', 'Unhandled');
      response.end('{"errorMessage":"bang"}');
    });
    const { faults, stop } = tick(lambda.endpointUrl, 0.02);
    await expect.poll(() => faults.length).toBeGreaterThan(1);
    await stop();
    expect(faults[0]).toContain('bang');
  });
});
