import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clientAnswer, maxAnswerBytes } from '../../../scientist-runtime/core/control-answer.ts';

const answered = (payload: string, format: '1.0' | '2.0' = '2.0'): unknown => {
  const answer = clientAnswer(payload, format);
  return answer.kind === 'answer' ? answer.value : answer.kind;
};
const inferred = (body: string) => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  body,
  isBase64Encoded: false,
});

test('an answer with a status keeps its body character by character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('1.0', '2.0'), (body, format) => {
      const payload = JSON.stringify({ statusCode: 200, body });

      expect(answered(payload, format)).toEqual({ statusCode: 200, body });
    }),
  );
});

test('what the runtime prints of an answer with a status is equal to what the control printed', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (more) => {
      const payload = JSON.stringify({ ...more, statusCode: 404 });

      expect(JSON.parse(JSON.stringify(answered(payload)))).toEqual(JSON.parse(payload));
    }),
  );
});

test.each([
  ['an object', '{ "number": 9007199254740993, "2": 1, "1": 2 }'],
  ['an object whose status is inherited by every object', '{"toString": 1}'],
  ['an array', '[1.10, 2.0]'],
  ['a number', '12345678901234567890'],
  ['a boolean', 'true'],
])('in format 2.0, %s without status becomes a body with the control’s own text', (_, payload) => {
  expect(answered(payload)).toEqual(inferred(payload));
});

test.each([
  ['a string', '"Hello from Lambda!"', 'Hello from Lambda!'],
  ['null', 'null', null],
])('in format 2.0, %s is left to API Gateway, because it survives as it is', (_, payload, value) => {
  expect(answered(payload)).toBe(value);
});

test.each(['{"a":1}', '[1]', '7', '"text"', 'null'])(
  'in format 1.0, %s reaches API Gateway as it would without front',
  (payload) => {
    expect(answered(payload, '1.0')).toEqual(JSON.parse(payload));
  },
);

test.each(['', 'not json', '{"a":', '{"statusCode":200}\0\0\0\0\0\0\0\0body'])(
  '%j is malformed',
  (payload) => {
    expect(answered(payload)).toBe('malformed');
  },
);

test('a payload that would outgrow Lambda’s limit by being quoted is left to API Gateway', () => {
  const quotes = JSON.stringify(Array(700_000).fill('""'));

  expect(quotes.length).toBeLessThan(maxAnswerBytes);
  expect(answered(quotes)).toHaveLength(700_000);
});

test('a large payload that fits when quoted is still written out', () => {
  const large = JSON.stringify({ text: 'x'.repeat(4_000_000) });

  expect(answered(large)).toEqual(inferred(large));
});
