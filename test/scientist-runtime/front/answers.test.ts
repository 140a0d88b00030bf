import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arnOf, definitionOf, experimentOf } from '../../harness/definition-of.ts';
import type { Posted } from '../../harness/lambda-apis.ts';
import { ownEvent } from '../../harness/own-event.ts';
import { type FrontEnvironment, startFront } from '../../harness/start-front.ts';
import { objectWith } from '../../harness/stub-aws.ts';
import http10 from '../../vectors/events/http-api-1.0.json' with { type: 'json' };
import http20 from '../../vectors/events/http-api-2.0.json' with { type: 'json' };
import rest from '../../vectors/events/rest-api.json' with { type: 'json' };

let front: FrontEnvironment;

beforeAll(async () => {
  front = await startFront({ tls: true });
  front.aws.s3Get = objectWith(
    JSON.stringify(
      definitionOf({
        round: experimentOf({ control: arnOf('control-round:7') }),
        http20: experimentOf({ path: '2', api: { id: 'httpapi002', route: 'GET /my/{parameter1}' } }),
        http10: experimentOf({ path: '1', api: { id: 'httpapi001', route: 'GET /my/path' } }),
        rest: experimentOf({ path: 'r', api: { id: 'restapi001', route: 'GET /my/path' } }),
        far: experimentOf({ path: 'far', control: 'arn:aws:lambda:us-west-2:210987654321:function:far' }),
      }),
    ),
  );
});

afterAll(() => front.stop());

const awkwardBody = '{"n": 9007199254740993, "e":1.10, "u":"\\u00e9é😀\\ud800", "x": " \u2028"}\r\n';

/** What Lambda would pass to API Gateway. */
async function answerTo(event: unknown, payload: string): Promise<string> {
  return (await invoke(event, payload)).body;
}

async function invoke(event: unknown, payload: string): Promise<Posted> {
  front.aws.lambda = () => ({ body: payload });
  const posted = await front.lambda.invoke(event);
  expect(posted.failed).toBe(false);
  return posted;
}

describe.each([
  ['an HTTP API in payload format 2.0', http20],
  ['an HTTP API in payload format 1.0', http10],
  ['a REST API', rest],
])('an event of %s', (_, event) => {
  test('reaches the control as it is, once, and the answer comes back as it is', async () => {
    const before = front.aws.invokes.length;
    const answer = {
      statusCode: 201,
      headers: { 'content-type': 'application/json' },
      multiValueHeaders: { 'set-cookie': ['a=1', 'b=2'] },
      cookies: ['a=1', 'b=2'],
      body: awkwardBody,
      isBase64Encoded: false,
    };

    const returned = await answerTo(event, JSON.stringify(answer));

    expect(JSON.parse(returned)).toEqual(answer);
    expect(front.aws.invokes.slice(before).map(({ body }) => JSON.parse(body))).toEqual([event]);
  });
});

test('whatever JSON is in an event reaches the control', async () => {
  for (const value of fc.sample(fc.jsonValue({ stringUnit: 'grapheme' }), { numRuns: 30, seed: 62 })) {
    const event = { ...ownEvent(), body: value, extra: value };

    await answerTo(event, '{"statusCode":204}');

    expect(JSON.parse(front.aws.invokes.at(-1)?.body ?? '')).toEqual(JSON.parse(JSON.stringify(event)));
  }
});

test('an answer without status keeps the digits that its control printed', async () => {
  const payload = '{ "id": 9007199254740993, "price": 1.10 }';

  expect(JSON.parse(await answerTo(ownEvent(), payload))).toEqual({
    statusCode: 200,
    headers: { 'content-type': 'application/json' },
    body: payload,
    isBase64Encoded: false,
  });
});

test('invokes the version that the definition names, with the trace of the request', async () => {
  const { requestId } = await invoke(ownEvent(), '{"statusCode":204}');

  const call = front.aws.invokes.at(-1);
  expect(call?.path).toBe(
    '/2015-03-31/functions/arn%3Aaws%3Alambda%3Aeu-west-1%3A123456789012%3Afunction%3Acontrol-round%3A7/invocations',
  );
  expect(call?.headers['x-amzn-trace-id']).toBe(front.lambda.traceOf(requestId));
});

test('signs for the region of the control', async () => {
  await answerTo(ownEvent('/far'), '{"statusCode":204}');

  expect(front.aws.invokes.at(-1)?.headers.authorization).toContain('/us-west-2/lambda/aws4_request');
});

test('writes one line per request, without body, header or path', async () => {
  const { requestId } = await invoke(
    ownEvent('/round/secret-path'),
    '{"statusCode":200,"body":"secret-body"}',
  );
  const line = await front.logged(requestId);
  const { requestId: next } = await invoke(ownEvent(), '{"statusCode":204}');
  await front.logged(next);

  expect(line).toMatchObject({ experiment: 'round', status: 200, control: 'answer', problem: null });
  expect(JSON.stringify(line)).not.toMatch(/secret|Bearer|62\.5/);
  expect(front.log.slice(-2).map((logged) => logged.requestId)).toEqual([requestId, next]);
  expect(front.standardError).toEqual([]);
});
