import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { definitionOf, experimentOf } from '../../harness/definition-of.ts';
import { ownEvent } from '../../harness/own-event.ts';
import { type FrontEnvironment, startFront } from '../../harness/start-front.ts';
import { objectWith, type StubAnswer } from '../../harness/stub-aws.ts';
import rest from '../../vectors/events/rest-api.json' with { type: 'json' };

let front: FrontEnvironment;

beforeAll(async () => {
  front = await startFront({ tls: true });
  const definition = definitionOf({
    round: experimentOf(),
    rest: experimentOf({ path: 'rest', api: { id: 'restapi001', route: 'GET /my/path' } }),
  });
  front.aws.s3Get = objectWith(JSON.stringify(definition));
});

afterAll(() => front.stop());

const functionError = (body: string): StubAnswer => ({
  headers: { 'x-amz-function-error': 'Unhandled' },
  body,
});
const refusal = (status: number, name: string): StubAnswer => ({
  status,
  headers: { 'x-amzn-errortype': name },
  body: '{}',
});

/** The first column of the table in docs/front.md, and ways in which it happens. */
const misfortunes: Record<string, readonly StubAnswer[]> = {
  'The function throws, crashes, runs into its own timeout, or answers too much': [
    functionError('{"errorType":"Error","errorMessage":"boom","trace":[]}'),
    functionError('{"errorType":"Runtime.ExitError","errorMessage":"exit status 3"}'),
    functionError('{"errorType":"Sandbox.Timedout","errorMessage":"Task timed out after 3.00 seconds"}'),
    functionError('{"errorType":"Function.ResponseSizeTooLarge","errorMessage":"too large"}'),
    functionError('Task timed out after 1.00 seconds'),
  ],
  'The function answers something that is not JSON': [{ body: '' }, { body: '{"statusCode":200}\0\0 body' }],
  'Lambda throttles': [refusal(429, 'TooManyRequestsException')],
  'Lambda does not run the function: not found, not allowed, not ready, request too large': [
    refusal(404, 'ResourceNotFoundException'),
    refusal(403, 'AccessDeniedException'),
    refusal(409, 'ResourceConflictException'),
    refusal(413, 'RequestTooLargeException'),
    refusal(500, 'ServiceException'),
    refusal(503, 'ServiceException'),
  ],
  'Lambda is out of reach, or the connection breaks': [{ instead: 'cut' }],
  'No answer before the time is over': [{ instead: 'never' }],
};

/** The rows of the published table: what happens, and status and body by kind of API. */
const published = new Map(
  readFileSync(new URL('../../../docs/front.md', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => /^\| [^|]+ \| \d{3} `/.test(line))
    .map((line) => {
      const [, name = '', forRest = '', forHttp = ''] = line.split('|').map((cell) => cell.trim());
      return [name, { rest: statusAndBody(forRest), http: statusAndBody(forHttp) }];
    }),
);

function statusAndBody(cell: string): { statusCode: number; body: string } {
  const [, status, body = ''] = /^(\d{3}) `(.*)`/.exec(cell) ?? [];
  return { statusCode: Number(status), body };
}

async function answerTo(event: unknown, behaviour: StubAnswer): Promise<unknown> {
  front.aws.lambda = () => behaviour;
  const { body } = await front.lambda.invoke(event, behaviour.instead === 'never' ? { timeoutMs: 600 } : {});
  return JSON.parse(body);
}

describe.each(Object.entries(misfortunes))('%s', (name, ways) => {
  test.each(ways)('is answered as docs/front.md says: %j', async (way) => {
    const before = front.aws.invokes.length;

    expect(await answerTo(rest, way)).toMatchObject(published.get(name)?.rest ?? { missing: name });
    expect(await answerTo(ownEvent(), way)).toMatchObject(published.get(name)?.http ?? { missing: name });
    expect(front.aws.invokes).toHaveLength(before + 2);
  });

  test('leaves the environment serving', async () => {
    expect(await answerTo(ownEvent(), { body: '{"statusCode":200}' })).toEqual({ statusCode: 200 });
  });
});

test('every row of the published table about the control is proven here', () => {
  const proven = Object.keys(misfortunes);
  const front = ['No definition can be read', 'No experiment has the route or path'];

  expect([...published.keys()]).toEqual([...proven, ...front]);
});

test('a failure of the control is handed on as what it is', async () => {
  await answerTo(ownEvent(), functionError('{"errorType":"ValueError","errorMessage":"boom"}'));
  await front.lambda.idle();

  expect(JSON.parse(front.aws.messages().at(-1) ?? '').control).toEqual({
    kind: 'failed',
    failure: 'error',
    errorType: 'ValueError',
  });
});

test('a connection that breaks before anything was sent is made again', async () => {
  const fresh = await startFront({ tls: true });
  fresh.aws.s3Get = front.aws.s3Get;
  fresh.aws.cutConnections(1);

  const { body } = await fresh.lambda.invoke(ownEvent());

  expect(JSON.parse(body)).toMatchObject({ statusCode: 200 });
  expect(fresh.aws.definitionAsks).toHaveLength(1);
  await fresh.stop();
});

test('an event that is none is answered, not thrown at', async () => {
  for (const event of [null, 'text', [], {}, { requestContext: 7 }]) {
    expect(await answerTo(event, {})).toMatchObject(
      published.get('No experiment has the route or path')?.rest ?? {},
    );
  }
});

test('without any definition the answer is the published one, and S3 is asked again by the next request', async () => {
  const fresh = await startFront();
  const expected = published.get('No definition can be read')?.http ?? {};

  const { body, requestId } = await fresh.lambda.invoke(ownEvent());
  expect(JSON.parse(body)).toMatchObject(expected);
  expect((await fresh.logged(requestId)).problem).toBe(
    'no definition could be read: S3 answered 404 for definitions/effective.json',
  );

  fresh.aws.s3Get = front.aws.s3Get;
  expect(JSON.parse((await fresh.lambda.invoke(ownEvent())).body)).toMatchObject({ statusCode: 200 });
  await fresh.stop();
});
