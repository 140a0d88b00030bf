import { afterEach, describe, expect, test } from 'vitest';
import { definitionOf, experimentOf, shadowOf } from '../../harness/definition-of.ts';
import type { EventOrder } from '../../harness/lambda-apis.ts';
import { ownEvent } from '../../harness/own-event.ts';
import { type FrontEnvironment, type FrontOptions, startFront } from '../../harness/start-front.ts';
import { objectWith } from '../../harness/stub-aws.ts';

let front: FrontEnvironment | undefined;

async function started(
  experiment: Parameters<typeof experimentOf>[0] = {},
  options: FrontOptions = {},
): Promise<FrontEnvironment> {
  front = await startFront(options);
  front.aws.s3Get = objectWith(JSON.stringify(definitionOf({ round: experimentOf(experiment) })));
  return front;
}

afterEach(() => front?.stop());

const sequences = ({ aws }: FrontEnvironment): number[] =>
  aws.messages().map((message) => JSON.parse(message).sequence);

describe.each<EventOrder>(['extension-first', 'handler-first', 'after-response'])(
  'when the extension hears of it %s',
  (order) => {
    test('the observation is sent after the response, and every invocation ends', async () => {
      const { lambda, aws } = await started();

      for (let request = 1; request <= 5; request += 1) {
        const { atMs } = await lambda.invoke(ownEvent(), { order });
        await lambda.idle();

        expect(aws.messages()).toHaveLength(request);
        expect(aws.sends.at(-1)?.atMs).toBeGreaterThan(atMs);
        expect(lambda.extensionAsks()).toBe(request + 1);
      }
    });

    test('a failing control does not keep the extension waiting', async () => {
      const { lambda, aws } = await started();
      aws.lambda = () => ({ instead: 'cut' });

      await lambda.invoke(ownEvent(), { order });
      await lambda.idle();

      expect(aws.messages()).toHaveLength(1);
    });

    test('a request without experiment does not keep the extension waiting', async () => {
      const { lambda, logged } = await started();

      const { requestId } = await lambda.invoke(ownEvent('/nowhere'), { order });
      await lambda.idle();

      expect(await logged(requestId)).toMatchObject({ experiment: null, status: 404, handedOff: 0 });
    });
  },
);

test('a queue that does not answer in time costs the observation, never the environment', async () => {
  const { lambda, aws, logged } = await started();
  aws.sqs = () => ({ instead: 'never' });

  const { requestId } = await lambda.invoke(ownEvent());
  await lambda.idle();

  expect(await logged(requestId)).toMatchObject({ status: 200, handedOff: 0, skipped: ['hand-off-failed'] });
});

test('a hole in the sequence shows an attempt that failed', async () => {
  const running = await started();
  const { lambda, aws } = running;
  const accept = aws.sqs;

  for (const behaviour of [accept, () => ({ status: 500 }), accept]) {
    aws.sqs = behaviour;
    await lambda.invoke(ownEvent());
    await lambda.idle();
  }

  expect(sequences(running)).toEqual([1, 3]);
});

test('after three failures in a row the queue is left alone, and what is skipped is no attempt', async () => {
  const running = await started();
  const { lambda, aws, log, logged } = running;
  aws.sqs = () => ({ status: 500 });

  for (let request = 0; request < 5; request += 1) {
    await logged((await lambda.invoke(ownEvent())).requestId);
  }

  expect(aws.sends).toHaveLength(3);
  expect(log.map(({ skipped }) => skipped)).toEqual([
    ['hand-off-failed'],
    ['hand-off-failed'],
    ['hand-off-failed'],
    ['circuit-open'],
    ['circuit-open'],
  ]);
});

test('every shadow gets its own observation and its own sequence', async () => {
  const running = await started({
    shadows: [shadowOf({ evidenceKey: 'a'.repeat(32) }), shadowOf({ evidenceKey: 'b'.repeat(32) })],
  });

  await running.lambda.invoke(ownEvent());
  await running.lambda.invoke(ownEvent());
  await running.lambda.idle();

  const observations = running.aws.messages().map((message) => JSON.parse(message));
  expect(new Set(observations.map(({ id }) => id)).size).toBe(4);
  expect(observations.map(({ evidenceKey, sequence }) => `${evidenceKey[0]}${sequence}`).sort()).toEqual([
    'a1',
    'a2',
    'b1',
    'b2',
  ]);
});

test('a method that was not declared safe is served and not handed on', async () => {
  const { lambda, aws, logged } = await started();

  const { body, requestId } = await lambda.invoke(ownEvent('/round', 'POST'));

  expect(JSON.parse(body)).toMatchObject({ statusCode: 200 });
  expect(aws.sends).toEqual([]);
  expect((await logged(requestId)).skipped).toEqual(['method']);
});

test('an observation too large for a message stands in S3', async () => {
  const { lambda, aws } = await started();
  const body = 'ü'.repeat(600_000);
  aws.lambda = () => ({ body: JSON.stringify({ statusCode: 200, body }) });

  await lambda.invoke(ownEvent());
  await lambda.idle();

  const [put] = aws.puts;
  const stored = JSON.parse(put?.body ?? '{}');
  expect(put?.path).toBe(`/definitions/observations/${stored.id}.json`);
  expect(JSON.parse(stored.control.payload)).toEqual({ statusCode: 200, body });
  expect(aws.messages().map((message) => JSON.parse(message))).toEqual([
    { schemaVersion: 1, offloaded: { bucket: 'definitions', key: `observations/${stored.id}.json` } },
  ]);
});

test.each<[string, Parameters<typeof experimentOf>[0], FrontOptions]>([
  ['no extension may register', {}, { extensions: false }],
  ['there is no Extensions API', {}, { environment: { AWS_LAMBDA_RUNTIME_API: '' } }],
  ['the experiment wants it', { handOff: 'awaited' }, {}],
])('where %s the observation is sent before the response', async (_, experiment, options) => {
  const { lambda, aws, logged } = await started(experiment, options);

  const first = await lambda.invoke(ownEvent());
  const second = await lambda.invoke(ownEvent());

  const [firstSend, secondSend] = aws.sends;
  expect(firstSend?.atMs).toBeLessThan(first.atMs);
  expect(secondSend?.atMs).toBeLessThan(second.atMs);
  expect((await logged(second.requestId)).handedOff).toBe(1);
});

test('what a client waited for the hand-off counts as added by the next observation', async () => {
  const { lambda, aws } = await started({ handOff: 'awaited' });
  aws.sqs = () => ({ delayMs: 60 });

  await lambda.invoke(ownEvent());
  await lambda.invoke(ownEvent());

  const [, second] = aws.messages().map((message) => JSON.parse(message));
  expect(second.addedMs).toBeGreaterThan(50);
});

test('while the Extensions API fails the work is done before the response, and afterwards behind it again', async () => {
  const { lambda, aws } = await started();
  await lambda.invoke(ownEvent());
  lambda.failExtensionAsks(3);
  await lambda.idle();
  await lambda.invoke(ownEvent());
  await lambda.idle();

  const { atMs } = await lambda.invoke(ownEvent());
  await lambda.idle();

  expect(aws.messages()).toHaveLength(3);
  expect(aws.sends.at(-1)?.atMs).toBeGreaterThan(atMs);
});
