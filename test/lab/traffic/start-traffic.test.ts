import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { trafficNumbers, trueRounding } from '../../../lab/traffic/numbers.ts';
import { startTraffic, type Traffic } from '../../../lab/traffic/start-traffic.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

async function untilRequests(traffic: Traffic, requests: number): Promise<void> {
  while (traffic.counts().requests < requests) await new Promise((resolve) => setTimeout(resolve, 5));
}

const askedFor = (url: string | undefined) =>
  Number(new URL(url ?? '', 'http://lab').searchParams.get('number'));

describe('traffic of the lab', () => {
  it('asks for every number in turn and counts right answers without errors', async () => {
    const asked: number[] = [];
    const url = await serve((request, response) => {
      const number = askedFor(request.url);
      asked.push(number);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ number, rounded: trueRounding(number) }));
    });
    const traffic = startTraffic(url, { ratePerSecond: 400 });
    await untilRequests(traffic, trafficNumbers.length);
    const counts = await traffic.stop();
    expect(counts.errors).toBe(0);
    expect(counts.requests).toBe(asked.length);
    expect(new Set(asked)).toEqual(new Set(trafficNumbers));
  });

  it('counts wrong answers and broken connections as errors, and tells the first', async () => {
    const url = await serve((request, response) => {
      if (askedFor(request.url) % 1 === 0) return void request.socket.destroy();
      response.setHeader('content-type', 'application/json');
      response.end('{"number":0,"rounded":1}');
    });
    const traffic = startTraffic(url, { ratePerSecond: 400 });
    await untilRequests(traffic, 20);
    const counts = await traffic.stop();
    expect(counts.errors).toBe(counts.requests);
    expect(counts.firstErrors).toHaveLength(5);
    expect(counts.firstErrors.join()).toMatch(/no answer for .*instead of|instead of .*no answer for/s);
  });

  it('goes on asking while earlier requests wait, and waits for them at the end', async () => {
    const waiting: (() => void)[] = [];
    const url = await serve((request, response) => {
      const number = askedFor(request.url);
      waiting.push(() => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ number, rounded: trueRounding(number) }));
      });
    });
    const traffic = startTraffic(url, { ratePerSecond: 400 });
    while (waiting.length < 10) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(traffic.counts().requests).toBe(0);
    const stopped = traffic.stop();
    const answering = setInterval(() => {
      for (const answer of waiting.splice(0)) answer();
    }, 5);
    const counts = await stopped;
    clearInterval(answering);
    expect(counts.requests).toBeGreaterThanOrEqual(10);
    expect(counts.errors).toBe(0);
    expect(counts.p99Ms).toBeGreaterThanOrEqual(counts.p50Ms);
  });
});
