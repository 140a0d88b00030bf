import { InvokeCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labEnvironment } from '../../lab/aws/credentials.ts';
import { type Lab, startLab } from '../../lab/start-lab.ts';
import { awaitSight } from '../../lab/story/await-sight.ts';
import { openStory, type Story } from '../../lab/story/open-story.ts';
import { readEffective, readText, uploadText } from '../../lab/story/read-stores.ts';
import { bucketKeys } from '../../scientist-runtime/contract/bucket-keys.ts';
import { connectAws } from '../../src/aws/connect-aws.ts';
import { createHttpApi, createRestApi, deployHandler, echoRoute } from './echo-apis.ts';
import { labFolderOf } from './lab-folder.ts';

let lab: Lab;
let story: Story;

beforeAll(async () => {
  lab = await startLab({ traffic: false, logFolder: labFolderOf('story-request'), say: () => {} });
  story = await openStory(lab.address);
  Object.assign(process.env, labEnvironment(lab.aws.endpointUrl));
});
afterAll(async () => {
  story.close();
  await lab.close();
});

/** Answers as a function gives them, each under the name by which a request asks for it. */
const answers = {
  digits: {
    statusCode: 200,
    headers: { 'content-type': 'application/json' },
    body: '{"big":9007199254740993,"one":1.0,"e":6.3e1,"minus":-0.0, "spaced" : [ 1e400 ]}',
  },
  unicode: {
    statusCode: 201,
    headers: { 'content-type': 'application/json; charset=utf-8', 'x-answer': 'yes' },
    body: '{"text":"žluťoučký 🐎 \u2028","escaped":"\\u017e\\/"}',
  },
  text: {
    statusCode: 418,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: 'neither <xml/> nor {"json"\r\n\ttab "quoted" \\ back\u0000slash',
  },
  empty: { statusCode: 204, body: '' },
  binary: {
    statusCode: 200,
    headers: { 'content-type': 'application/octet-stream' },
    isBase64Encoded: true,
    body: Buffer.from([0, 255, 128, 10, 13, 195, 40]).toString('base64'),
  },
} as const;
const asked = Object.keys(answers).filter((name): name is keyof typeof answers => name in answers);

/** Answers what is asked for, else tells the event it was given. */
const echo = `async (event) =>
  (${JSON.stringify(answers)})[event.queryStringParameters?.answer] ?? {
    statusCode: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(event),
  }`;

interface Seen {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer without what is another one each time. */
async function see(url: string, init: RequestInit = {}): Promise<Seen> {
  const answer = await fetch(url, init);
  const varying = ['date', 'apigw-requestid', 'x-amz-request-id', 'x-amzn-requestid'];
  const headers = [...answer.headers].filter(([name]) => !varying.includes(name));
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, headers: Object.fromEntries(headers), body: bytes.toString('base64') };
}

/** The event that reached the function, without request ids and times. */
async function eventSeen(url: string, init: RequestInit): Promise<unknown> {
  const { body } = await see(url, init);
  const varying = /^(requestId|extendedRequestId|time|timeEpoch|requestTime|requestTimeEpoch)$/;
  return JSON.parse(Buffer.from(body, 'base64').toString('utf8'), (key, value) =>
    varying.test(key) ? 'varies' : value,
  );
}

const requests: Readonly<Record<string, { query: string; init: RequestInit }>> = {
  'a GET with a query': {
    query: '?number=62.5&list=1&list=2&name=%C4%9B&plus=a+b&empty=',
    init: { headers: { 'x-custom': 'one, two', cookie: 'a=1; b=2' } },
  },
  'a POST with digits': {
    query: '',
    init: {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"big":9007199254740993,"one":1.0,"text":"ž 🐎"}',
    },
  },
};

/** Both kinds of API before the echo function, as the user made them, and what they give without front. */
interface Attached {
  readonly kind: string;
  readonly url: string;
  readonly events: Readonly<Record<string, unknown>>;
  readonly answers: Readonly<Record<string, Seen>>;
}

async function seeWithoutFront(kind: string, url: string): Promise<Attached> {
  const events: Record<string, unknown> = {};
  for (const [name, { query, init }] of Object.entries(requests)) {
    events[name] = await eventSeen(url + query, init);
  }
  const seen: Record<string, Seen> = {};
  for (const name of asked) seen[name] = await see(`${url}?answer=${name}`);
  return { kind, url, events, answers: seen };
}

describe.each(['REST API, payload format 1.0', 'HTTP API, payload format 2.0'] as const)(
  'a request through front on a user’s own %s',
  (kind) => {
    let before: Attached;

    beforeAll(async () => {
      const name = kind.startsWith('REST') ? 'echo-rest' : 'echo-http';
      const arn = await deployHandler(name, echo);
      const id = await (kind.startsWith('REST') ? createRestApi(arn) : createHttpApi(arn));
      const stage = kind.startsWith('REST') ? 'live' : '$default';
      before = await seeWithoutFront(kind, `${lab.aws.endpointUrl}/_aws/execute-api/${id}/${stage}/echo`);
      await addExperiment(name, id, arn);
      const { route, runtime, functions } = await connectAws({
        region: lab.aws.region,
        stack: 'serverless-scientist',
        nowMs: Date.now,
        say: () => {},
      });
      const api = { id, route: echoRoute };
      await functions.allowApi(runtime.frontArn, id, echoRoute);
      await route.attach(api, runtime.frontArn, Date.now());
      expect((await route.read(api)).functionArn).toBe(runtime.frontArn);
    });

    it('is of the format it says', () => {
      const version = kind.startsWith('REST') ? '1.0' : '2.0';
      expect(before.events['a GET with a query']).toMatchObject({ version });
    });

    it.each(Object.keys(requests))('reaches the control as it does without front: %s', async (name) => {
      const { query = '', init = {} } = requests[name] ?? {};
      expect(await eventSeen(before.url + query, init)).toEqual(before.events[name]);
    });

    it.each(asked)('is answered as without front: %s', async (name) => {
      expect(await see(`${before.url}?answer=${name}`)).toEqual(before.answers[name]);
    });

    it.each(asked)('is answered with the body that the function gave: %s', async (name) => {
      const { body, statusCode } = answers[name];
      const seen = await see(`${before.url}?answer=${name}`);
      expect(seen.status).toBe(statusCode);
      expect(seen.body).toBe(name === 'binary' ? body : Buffer.from(body).toString('base64'));
    });
  },
);

/** Adds an experiment to the definition as a user does, and waits until it is in force. */
async function addExperiment(name: string, apiId: string, arn: string): Promise<void> {
  const text = await readText(story.account, bucketKeys.experiments);
  const added = `  ${name}:
    path: ${name}
    api: { id: "${apiId}", route: ${echoRoute} }
    control: { name: Echo, arn: "${arn}" }
`;
  await uploadText(story.account, bucketKeys.experiments, `${text}${added}`);
  await awaitSight(story, {
    awaited: `experiment ${name} in force`,
    withinSeconds: 20,
    look: async () => {
      const { experiments } = await readEffective(story.account);
      return name in experiments ? { found: name } : { seen: Object.keys(experiments).join(', ') };
    },
  });
}

describe('a function that prints nothing', () => {
  it('is not slower in the lab than one that prints a line', async () => {
    const quiet = await deployHandler('prints-nothing', 'async () => 1');
    const chatty = await deployHandler('prints-a-line', "async () => { console.log('a line'); return 1; }");
    const tookMs = new Map<string, number[]>([
      [quiet, []],
      [chatty, []],
    ]);
    for (let call = 0; call < 60; call += 1) {
      for (const [arn, took] of tookMs) {
        const startMs = performance.now();
        await story.account.lambda.send(new InvokeCommand({ FunctionName: arn }));
        // The first calls start the process.
        if (call >= 5) took.push(performance.now() - startMs);
      }
    }
    const [quietMs = 0, chattyMs = 0] = [quiet, chatty].map((arn) => medianOf(tookMs.get(arn) ?? []));
    // The emulator's own wait for a line, 50 ms, would make it five times slower.
    expect(quietMs / chattyMs).toBeLessThan(1.5);
  });
});

function medianOf(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
