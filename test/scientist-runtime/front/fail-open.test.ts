import { afterAll, beforeAll, expect, test } from 'vitest';
import { arnOf, definitionOf, experimentOf } from '../../harness/definition-of.ts';
import { ownEvent } from '../../harness/own-event.ts';
import { type FrontEnvironment, startFront } from '../../harness/start-front.ts';
import { objectWith, type StubAnswer } from '../../harness/stub-aws.ts';

let front: FrontEnvironment;
/** Where no extension may register, each client waits for the hand-off. */
let waiting: FrontEnvironment;

const oddNames = ['constructor', 'toString', 'hasOwnProperty', '__proto__', '.', 'a b\n'];
const experiments = Object.fromEntries([
  ['round', experimentOf()],
  ...oddNames.map((name, index) => [
    name,
    experimentOf({ path: `odd${index}`, control: arnOf(`odd-${index}`) }),
  ]),
]);

beforeAll(async () => {
  [front, waiting] = await Promise.all([startFront(), startFront({ extensions: false })]);
  for (const { aws } of [front, waiting]) {
    aws.s3Get = objectWith(JSON.stringify(definitionOf(experiments)));
  }
});

afterAll(() => Promise.all([front.stop(), waiting.stop()]));

const binary = Buffer.from(Array.from({ length: 4_000_000 }, (_, index) => (index * 7) % 256));
const large = {
  statusCode: 206,
  headers: { 'content-type': 'image/png', 'content-encoding': 'gzip' },
  multiValueHeaders: { 'x-many': ['1', '2'] },
  cookies: ['a=1; HttpOnly', 'b="2"'],
  body: binary.toString('base64'),
  isBase64Encoded: true,
};

async function served(environment: FrontEnvironment, path = '/round'): Promise<unknown> {
  environment.aws.lambda = () => ({ body: JSON.stringify(large) });
  const { body, failed } = await environment.lambda.invoke({ ...ownEvent(path), body: large.body });
  expect(failed).toBe(false);
  return JSON.parse(body);
}

test('an answer of 5 MB in base64, with cookies and headers of many values, comes back as it is', async () => {
  expect(await served(front)).toEqual(JSON.parse(JSON.stringify(large)));
});

test.each(oddNames.map((name, index) => [name, index] as const))(
  'an experiment that is called %j is served by its own control',
  async (_, index) => {
    await served(front, `/odd${index}`);

    expect(front.aws.invokes.at(-1)?.path).toContain(`odd-${index}`);
  },
);

const broken: [string, StubAnswer][] = [
  ['refuses', { status: 403, body: '<Error><Code>AccessDenied</Code></Error>' }],
  ['throttles', { status: 503 }],
  ['breaks the connection', { instead: 'cut' }],
  ['says nothing', { instead: 'never' }],
];

test.each(broken)('where what takes observations %s, the answer is the control’s', async (_, way) => {
  for (const environment of [front, waiting]) {
    environment.aws.s3Put = () => way;
    environment.aws.sqs = () => way;

    expect(await served(environment)).toMatchObject({ statusCode: 206, cookies: large.cookies });
    expect(await served(environment)).toMatchObject({ statusCode: 206, isBase64Encoded: true });
  }
});

test('front lives on through all of it', () => {
  expect([front, waiting].map(({ process }) => process.exitCode)).toEqual([null, null]);
  expect([...front.standardError, ...waiting.standardError]).toEqual([]);
});
