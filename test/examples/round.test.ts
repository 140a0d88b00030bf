import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { trafficNumbers } from '../../lab/traffic/numbers.ts';
import type { HandlerAnswer } from './handler-answer.ts';
import { literalNumbers } from './literal-numbers.ts';
import { runPythonHandler } from './run-python-handler.ts';

const control: { handler(event: unknown): Promise<HandlerAnswer> } = await import(
  new URL('../../examples/round/round/handler.mjs', import.meta.url).href
);

const eventOf = (number: string | undefined) => ({
  queryStringParameters: number === undefined ? {} : { number },
});
const controlAnswers = (numbers: readonly (string | undefined)[]) =>
  Promise.all(numbers.map((number) => control.handler(eventOf(number))));

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

const telling = [
  '0.49999999999999994',
  '-0.49999999999999994',
  '-0',
  '-0.0',
  '0.5',
  '-0.5',
  '1e-7',
  '5e-324',
];
const large = [
  '4503599627370497',
  '9007199254740993',
  '1.2345678901234568e20',
  '1e21',
  '-1.5e300',
  '.5',
  '5.',
];
const refused = [undefined, '', 'x', '0x10', '1_000', '1e999', 'Infinity', 'NaN', ' 1', '١', '--1', '1 2'];

describe('the example’s control', () => {
  it('answers 62.5 with 63 and nothing else, and logs one line', async () => {
    expect(await control.handler(eventOf('62.5'))).toEqual({
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"number":62.5,"rounded":63}',
    });
    expect(vi.mocked(console.log).mock.calls).toEqual([['round 62.5']]);
  });

  it.each(refused)('answers %j with 400 and says what is needed', async (number) => {
    const { statusCode, body } = await control.handler(eventOf(number));
    expect(statusCode).toBe(400);
    expect(JSON.parse(body).error).toContain('a decimal number is needed');
  });
});

describe('the example’s Python candidates', () => {
  it('the first differs from the control exactly at halves whose upper neighbour is odd', async () => {
    const texts = trafficNumbers.map(String);
    const answers = await runPythonHandler('python', texts.map(eventOf));
    const rights = await controlAnswers(texts);
    const differing = texts.filter(
      (_, index) =>
        JSON.stringify(literalNumbers(answers[index]?.answer.body ?? '')) !==
        JSON.stringify(literalNumbers(rights[index]?.body ?? '')),
    );
    expect(differing).toContain('62.5');
    expect(differing.sort()).toEqual(
      texts.filter((text) => Math.abs(Number(text) % 1) === 0.5 && Math.ceil(Number(text)) % 2 !== 0).sort(),
    );
  });

  it('the mended one equals the control for every double by literal value, and logs one line a request', async () => {
    const doubles = fc.sample(fc.double({ noNaN: true, noDefaultInfinity: true }), {
      numRuns: 1500,
      seed: 7,
    });
    const halves = fc.sample(fc.integer({ min: -(2 ** 30), max: 2 ** 30 }), { numRuns: 500, seed: 7 });
    const texts = [...doubles.map(String), ...halves.map((half) => String(half / 2)), ...telling, ...large];
    const answers = await runPythonHandler('python-mended', texts.map(eventOf));
    const rights = await controlAnswers(texts);
    expect(rights.every(({ statusCode }) => statusCode === 200)).toBe(true);
    const told = (answer: HandlerAnswer, text: string | undefined) => ({
      text,
      ...answer,
      body: literalNumbers(answer.body),
    });
    expect(answers.map(({ answer }, index) => told(answer, texts[index]))).toEqual(
      rights.map((answer, index) => told(answer, texts[index])),
    );
    expect(answers.map((entry) => entry.log)).toEqual(texts.map((text) => `round ${text}\n`));
  });

  it.each(['python', 'python-mended'] as const)(
    '%s refuses what the control refuses, alike',
    async (name) => {
      const answers = await runPythonHandler(name, refused.map(eventOf));
      const rights = await controlAnswers(refused);
      const told = ({ statusCode, headers, body }: HandlerAnswer) => ({
        statusCode,
        headers,
        body: JSON.parse(body),
      });
      expect(answers.map(({ answer }) => told(answer))).toEqual(rights.map(told));
    },
  );
});
