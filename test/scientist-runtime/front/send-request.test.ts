import { afterEach, beforeEach, expect, test } from 'vitest';
import { maxIdleMs } from '../../../scientist-runtime/shell/keep-connections.ts';
import {
  createSender,
  type OutgoingRequest,
  type Send,
} from '../../../scientist-runtime/shell/send-request.ts';
import { type StubAws, startStubAws } from '../../harness/stub-aws.ts';

let aws: StubAws;
let nowMs: number;
let send: Send;

beforeEach(async () => {
  aws = await startStubAws();
  nowMs = 1_764_000_000_000;
  send = createSender(() => nowMs);
});

afterEach(() => aws.close());

function request(changes: Partial<OutgoingRequest> = {}): OutgoingRequest {
  return {
    url: new URL('/2015-03-31/functions/f/invocations', aws.url),
    method: 'POST',
    headers: { 'x-name': 'value' },
    body: '"grüße"',
    timeoutMs: 5_000,
    ...changes,
  };
}

const connections = (): number => new Set(aws.invokes.map(({ connection }) => connection)).size;

test('sends what it is given and gives back what it gets', async () => {
  aws.lambda = () => ({ status: 201, headers: { 'x-answer': 'yes' }, body: '"ßüä😀"' });

  const reply = await send(request());

  expect(reply).toMatchObject({
    kind: 'reply',
    status: 201,
    body: '"ßüä😀"',
    headers: { 'x-answer': 'yes' },
  });
  expect(aws.invokes).toMatchObject([{ method: 'POST', body: '"grüße"', headers: { 'x-name': 'value' } }]);
});

test.each([
  ['soon after it was used', 0, 1],
  ['after the longest idle time that is trusted', maxIdleMs, 1],
  ['after an idle time in which the other side may have closed it', maxIdleMs + 1, 2],
  ['after the clock was set back', -1, 2],
])('a connection %s is used again or not', async (_, idleMs, expected) => {
  await send(request());
  nowMs += idleMs;
  await send(request());

  expect(connections()).toBe(expected);
});

test('of several connections only those that are too old are given up', async () => {
  aws.lambda = () => ({ delayMs: 20 });
  await Promise.all([send(request()), send(request())]);
  nowMs += maxIdleMs;
  await send(request());
  nowMs += 1;
  await Promise.all([send(request()), send(request())]);

  expect(connections()).toBe(3);
});

test('a connection that the other side has closed is not written into', async () => {
  await send(request());
  aws.closeIdleConnections();
  nowMs += 1_000;

  expect(await send(request())).toMatchObject({ kind: 'reply' });
});

test('no reply in time is a silence', async () => {
  aws.lambda = () => ({ instead: 'never' });

  expect(await send(request({ timeoutMs: 50 }))).toEqual({ kind: 'silence', why: 'timeout', sent: true });
});

test('a connection cut under a request is a silence, and the request is not sent again', async () => {
  aws.lambda = () => ({ instead: 'cut' });

  expect(await send(request())).toEqual({ kind: 'silence', why: 'connection', sent: true });
  expect(aws.invokes).toHaveLength(1);
});

test('a request that was given up is a silence', async () => {
  aws.lambda = () => ({ instead: 'never' });
  const abort = new AbortController();
  const reply = send(request({ signal: abort.signal }));
  abort.abort();

  expect(await reply).toMatchObject({ kind: 'silence', why: 'connection' });
});

test('where nobody listens nothing was sent', async () => {
  const url = request().url;
  await aws.close();
  const reply = await send(request({ url }));
  aws = await startStubAws();

  expect(reply).toEqual({ kind: 'silence', why: 'connection', sent: false });
});

test('what is no request is refused', async () => {
  await expect(send(request({ headers: { name: 'line\r\nbreak' } }))).rejects.toThrow(TypeError);
});
