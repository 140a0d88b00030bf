import { describe, expect, it } from 'vitest';
import { parseDifferenceSample } from '../../../scientist-runtime/contract/difference-sample.ts';
import { compareOutcomes, prepareComparing } from '../../../scientist-runtime/core/comparing.ts';
import { plainDiscretion, prepareDiscretion } from '../../../scientist-runtime/core/discretion.ts';
import { requestLineOf } from '../../../scientist-runtime/core/request-line.ts';
import { samplesOf } from '../../../scientist-runtime/core/sample.ts';
import { isSensitiveName } from '../../../scientist-runtime/core/sensitive-names.ts';
import { answer, comparators, json } from './made-answer.ts';
import { madeObservation } from './made-observation.ts';

function samples(control: string, other: string, redact: string[] = []) {
  const found = compareOutcomes(json(control), json(other), prepareComparing(comparators));
  return samplesOf(madeObservation(), 'candidate', found, prepareDiscretion(redact, {}));
}
const valuesOf = (control: string, other: string, redact: string[] = []) =>
  samples(control, other, redact).map((sample) => [sample.control, sample.other]);

describe('a sample', () => {
  it('shows the request and both values at the place', () => {
    expect(samples('{"rounded":63}', '{"rounded":62}')).toMatchObject([
      {
        difference: { pointer: '/rounded', kind: 'value', deltaClass: 'number-' },
        who: 'candidate',
        at: '/rounded',
        observationId: 'o-1',
        request: { method: 'GET', path: '/round', query: { number: '62.5', token: '[redacted]' } },
        control: '63',
        other: '62',
      },
    ]);
  });

  it('can be read back', () => {
    const [sample] = samples('{"a":1}', '{}');
    expect(parseDifferenceSample(JSON.stringify(sample))).toEqual(sample);
  });

  it('stands for its difference once, with the exact place', () => {
    expect(samples('{"items":[1,1,5]}', '{"items":[1,2,6]}')).toMatchObject([
      { at: '/items/1', difference: { pointer: '/items/*' } },
    ]);
  });

  it('keeps the digits of a number', () => {
    expect(valuesOf('{"id":9007199254740993}', '{"id":9007199254740992}')).toEqual([
      ['0.9007199254740993e16', '0.9007199254740992e16'],
    ]);
  });

  it('shows null where one side has nothing', () => {
    expect(valuesOf('{}', '{"a":"x"}')).toEqual([[null, '"x"']]);
  });

  it('is cut where it is long', () => {
    const [[control = '', other = ''] = []] = valuesOf(
      JSON.stringify({ a: 'x'.repeat(5_000) }),
      JSON.stringify({ a: new Array(5_000).fill('x') }),
    );
    expect(control?.length).toBe(201);
    expect(other?.length).toBe(201);
  });

  it('is bounded in number and size, however much differs and however long it is called', () => {
    const deep = (leaf: unknown) =>
      Array.from({ length: 40 }, (_, depth) => `${'k'.repeat(28)}${depth}`).reduceRight(
        (value: unknown, key) => ({ [key]: value }),
        leaf,
      );
    const wide = (value: unknown) =>
      JSON.stringify(Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`k${n}`, deep(value)])));
    const shown = samples(wide('x'.repeat(9_000)), wide('ä'.repeat(9_000)));
    expect(shown).toHaveLength(10);
    for (const { difference, at } of shown) {
      expect(difference.pointer.length).toBeLessThanOrEqual(256);
      expect(at?.length).toBeLessThanOrEqual(256);
      expect(difference.pointer).toMatch(/^\/k\d+(\/k{28}\d+)+\/\*[0-9a-f]{6}$/);
    }
    expect(new Set(shown.map(({ difference }) => difference.id)).size).toBe(10);
    expect(Buffer.byteLength(JSON.stringify(shown))).toBeLessThan(100_000);
  });

  it('of a status, a header or a failure has no place in the body', () => {
    const using = prepareComparing({ ...comparators, headers: ['x-a', 'set-cookie'] });
    const found = [
      ...compareOutcomes(answer({ statusCode: 200 }), answer({ statusCode: 404 }), using),
      ...compareOutcomes(
        answer({ headers: { 'x-a': '1' }, cookies: ['a=1'] }),
        answer({ headers: { 'x-a': '2' }, cookies: ['a=2'] }),
        using,
      ),
      ...compareOutcomes(answer({}), answer({ statusCode: 502 }), using),
    ];
    const shown = samplesOf(madeObservation(), 'candidate', found, plainDiscretion);
    expect(shown.map(({ at, control, other }) => [at, control, other])).toEqual([
      [null, '200', '404'],
      [null, '1', '2'],
      [null, '[redacted]', '[redacted]'],
      [null, 'answer', 'status-502'],
    ]);
  });
});

describe('redaction', () => {
  it.each([
    ['at the place itself', ['/name']],
    ['above it', ['']],
    ['by a wildcard', ['/*']],
  ])('%s hides the value', (_, redact) => {
    expect(valuesOf('{"name":"Ana"}', '{"name":"Ben"}', redact)).toEqual([['[redacted]', '[redacted]']]);
  });

  it('inside the value hides that part', () => {
    expect(valuesOf('{"a":{"name":"Ana","n":1}}', '{"a":[]}', ['/a/name'])).toEqual([
      ['{"name":"[redacted]","n":1}', '[]'],
    ]);
  });

  it('hides a text altogether, because pointers cannot look into it', () => {
    expect(valuesOf('{"a":{"name":"Ana"}}', 'Ana', ['/a/name'])).toEqual([
      ['{"a":{"name":"[redacted]"}}', '[redacted]'],
    ]);
    expect(valuesOf('{"n":1}', 'Ana')).toEqual([['{"n":1}', '"Ana"']]);
  });

  it('hides members with telling names, whatever the definition says', () => {
    expect(valuesOf('{"accessToken":"s1"}', '{"accessToken":"s2"}')).toEqual([['[redacted]', '[redacted]']]);
    expect(valuesOf('{"a":{"password":"s"}}', '{"a":1}')).toEqual([['{"*":"[redacted]"}', '1']]);
  });

  it.each([
    'Authorization',
    'cookie',
    'Set-Cookie',
    'x-api-key',
    'apiKey',
    'access_token',
    'X-Amz-Signature',
    'key',
  ])('takes %s for a telling name', (name) => {
    expect(isSensitiveName(name)).toBe(true);
  });

  it.each(['number', 'rounded', 'keyboard', 'total', 'decode'])('takes %s for a plain name', (name) => {
    expect(isSensitiveName(name)).toBe(false);
  });
});

describe('the line of a request', () => {
  it.each([
    [
      'format 2.0',
      { rawPath: '/a', requestContext: { http: { method: 'GET' } }, queryStringParameters: { q: '1' } },
      { method: 'GET', path: '/a', query: { q: '1' } },
    ],
    [
      'format 1.0',
      { path: '/a', httpMethod: 'HEAD', queryStringParameters: null },
      { method: 'HEAD', path: '/a', query: {} },
    ],
    ['something else', 'text', { method: '?', path: '/', query: {} }],
  ])('is read from %s', (_, event, expected) => {
    expect(requestLineOf(event, plainDiscretion)).toEqual(expected);
  });
});
