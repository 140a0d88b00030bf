import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { maxDecodedBytes } from '../../../scientist-runtime/core/decoding.ts';
import { outcomeOf } from '../../../scientist-runtime/core/outcome.ts';
import { answer, bodyRules, comparators, differences, json } from './made-answer.ts';

const failed = (failure: 'error' | 'timeout') => outcomeOf({ kind: 'failed', failure, errorType: null });
const text = (body: string, type = 'text/plain') => answer({ headers: { 'Content-Type': type }, body });

describe('status codes', () => {
  it.each([
    [200, 200, []],
    [200, '200', []],
    [200, 201, ['status status 2xx→2xx']],
    [200, 404, ['status status 2xx→4xx']],
    [200, 503, ['error error answer→status-503']],
    [503, 503, []],
    [500, 503, ['error error status-500→status-503']],
  ])('%s and %s', (left, right, expected) => {
    expect(differences(answer({ statusCode: left }), answer({ statusCode: right }))).toEqual(expected);
  });

  it('are not compared where no comparator asks for it, but 5xx is a failure always', () => {
    const without = { ...comparators, statusCode: false };
    expect(differences(answer({}), answer({ statusCode: 404 }), without)).toEqual([]);
    expect(differences(answer({}), answer({ statusCode: 500 }), without)).toEqual([
      'error error answer→status-500',
    ]);
  });
});

describe('failures', () => {
  it('are equal by kind, not by text', () => {
    const other = outcomeOf({ kind: 'failed', failure: 'error', errorType: 'TypeError' });
    expect(differences(failed('error'), other)).toEqual([]);
    expect(differences(failed('error'), failed('timeout'))).toEqual(['error error error→timeout']);
    expect(differences(answer({}), failed('timeout'))).toEqual(['error error answer→timeout']);
    expect(differences(failed('error'), answer({}))).toEqual(['error error error→answer']);
  });

  it.each(['{', '{"statusCode":"abc"}', '{"statusCode":99}', '{"statusCode":null}'])(
    'include the malformed answer %s',
    (payload) => {
      expect(outcomeOf({ kind: 'answer', payload })).toEqual({ kind: 'failed', failure: 'malformed' });
    },
  );
});

describe('an inferred answer', () => {
  it('equals the full answer that API Gateway makes of it', () => {
    expect(differences(outcomeOf({ kind: 'answer', payload: '{"a":1}' }), json('{"a":1.0}'))).toEqual([]);
  });

  it('is compared by value, digits included', () => {
    const big = (digits: string) => outcomeOf({ kind: 'answer', payload: `{"id":${digits}}` });
    expect(differences(big('9007199254740993'), big('9007199254740992'))).toEqual(['/id value number']);
  });
});

describe('JSON bodies', () => {
  it.each([
    ['{"a":1,"b":2}', '{ "b": 2, "a": 1.0 }', []],
    ['{"rounded":63}', '{"rounded":62}', ['/rounded value number-']],
    ['{"rounded":62}', '{"rounded":63}', ['/rounded value number+']],
    ['{"a":"x"}', '{"a":"y"}', ['/a value string']],
    ['{"a":true}', '{"a":false}', ['/a value boolean']],
    ['{"a":1}', '{"a":"1"}', ['/a type number→string']],
    ['{"a":null}', '{}', ['/a missing null']],
    ['{}', '{"a":[1]}', ['/* extra array']],
    ['{"a":{}}', '{"a":[]}', ['/a type object→array']],
    ['[1,2]', '[1,2,3]', ['/* extra number']],
    ['[1,2]', '[2,1]', ['/* value number+', '/* value number-']],
    ['{"items":[{"id":1},{"id":2}]}', '{"items":[{"id":1},{}]}', ['/items/*/id missing number']],
    ['{"a/b":{"c~d":1}}', '{"a/b":{"c~d":2}}', ['/*/* value number+']],
    ['{"__proto__":1}', '{}', ['/__proto__ missing number']],
    ['{"toString":1}', '{}', ['/toString missing number']],
    ['1', '2', [' value number+']],
    ['{"a":1}', 'oops', [' format json→text']],
    ['oops', '{"a":1}', [' value text']],
    ['', '{"a":1}', [' value text']],
  ])('%s and %s', (left, right, expected) => {
    expect(differences(json(left), json(right))).toEqual(expected);
  });

  it('are compared as text when nested too deeply', () => {
    const nested = (inside: string) => json('['.repeat(600) + inside + ']'.repeat(600));
    expect(differences(nested('1'), nested('1'))).toEqual([]);
    expect(differences(nested('1'), nested('2'))).toEqual([' value text']);
  });

  it('with a million differences are given up after fifty', () => {
    const many = (value: number) => json(JSON.stringify(new Array(1_000_000).fill(value)));
    expect(differences(many(1), many(2))).toHaveLength(50);
  });

  it('that are objects instead of text are compared by value', () => {
    expect(differences(answer({ body: { a: 1 } }), answer({ body: { a: 2 } }))).toEqual(['/a value number+']);
  });
});

describe('rules for places', () => {
  it.each([
    [{ ignore: ['/at'] }, '{"at":1,"b":2}', '{"b":2}', []],
    [{ ignore: ['/at'] }, '{"at":{"deep":[1]}}', '{"at":"x"}', []],
    [{ ignore: ['/items/*/id'] }, '{"items":[{"id":1}]}', '{"items":[{"id":2}]}', []],
    [{ ignore: ['/*/id'] }, '{"x":{"id":1,"n":1}}', '{"x":{"id":2,"n":2}}', ['/x/n value number+']],
    [{ ignore: ['/items/0'] }, '{"items":[1,1]}', '{"items":[2,2]}', ['/items/* value number+']],
    [{ ignore: [''] }, '{"a":1}', '{"a":2}', []],
    [{ ignore: ['/a~1b'] }, '{"a/b":1}', '{"a/b":2}', []],
    [{ tolerance: { '/t': 0.1 } }, '{"t":63}', '{"t":63.1}', []],
    [{ tolerance: { '/t': 0.1 } }, '{"t":63}', '{"t":63.11}', ['/t value number+']],
    [{ tolerance: { '/t': 5 } }, '{"t":"a"}', '{"t":"b"}', ['/t value string']],
    [{ tolerance: { '/t': 1 } }, '{"t":9007199254740993}', '{"t":9007199254740992}', []],
    [{ tolerance: { '/*/t': 1, '/a/*': 3 } }, '{"a":{"t":1}}', '{"a":{"t":4}}', []],
  ])('%j of %s and %s', (rules, left, right, expected) => {
    expect(differences(json(left), json(right), bodyRules(rules))).toEqual(expected);
  });
});

describe('headers', () => {
  const withType = (type: string) => text('', type);
  it.each([
    ['application/json', 'Application/JSON', []],
    ['application/json; charset=utf-8', 'application/json;charset="UTF-8"', []],
    ['text/a; x=1; y=2', 'text/a; y=2; x=1', []],
    ['application/json', 'application/json; charset=utf-8', ['header:content-type header parameters']],
    ['application/json', 'text/html', ['header:content-type header media-type']],
  ])('content-type %s and %s', (left, right, expected) => {
    expect(differences(withType(left), withType(right))).toEqual(expected);
  });

  const headers = (names: string[]) => ({ ...comparators, headers: names });

  it('are found whatever their case, in one list or several', () => {
    const single = answer({ headers: { 'X-Total': '3' } });
    const multi = answer({ multiValueHeaders: { 'x-total': ['3'] } });
    expect(differences(single, multi, headers(['x-total']))).toEqual([]);
    expect(differences(single, answer({ headers: { 'x-total': 3 } }), headers(['x-total']))).toEqual([]);
  });

  it('may be missing, extra or of another value', () => {
    const total = (value: unknown) => answer({ headers: { 'x-total': value } });
    const using = headers(['x-total']);
    expect(differences(total('1'), answer({}), using)).toEqual(['header:x-total header missing']);
    expect(differences(answer({}), total('1'), using)).toEqual(['header:x-total header extra']);
    expect(differences(total('1'), total('2'), using)).toEqual(['header:x-total header value']);
    expect(differences(answer({}), total(null), using)).toEqual([]);
  });

  it('that no comparator names are not compared', () => {
    expect(differences(answer({ headers: { etag: 'a' } }), answer({ headers: { etag: 'b' } }))).toEqual([]);
  });

  it('that differ by their nature are never compared', () => {
    const dated = (date: string) => answer({ headers: { Date: date, 'X-Request-Id': date } });
    expect(differences(dated('a'), dated('b'), headers(['date', 'x-request-id']))).toEqual([]);
  });

  it('set cookies in any order, in either format', () => {
    const using = headers(['set-cookie']);
    const cookies = answer({ cookies: ['b=2', 'a=1'] });
    const multi = answer({ multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] } });
    expect(differences(cookies, multi, using)).toEqual([]);
    expect(differences(cookies, answer({ cookies: ['a=1'] }), using)).toEqual([
      'header:set-cookie header value',
    ]);
  });
});

describe('encoded bodies', () => {
  const plain = '{"a":1}';
  const packed = (encoding: string, bytes: Buffer) =>
    answer({
      headers: { 'content-type': 'application/json', 'content-encoding': encoding },
      body: bytes.toString('base64'),
      isBase64Encoded: true,
    });

  it.each([
    ['gzip', gzipSync(plain)],
    ['br', brotliCompressSync(plain)],
    ['deflate', deflateSync(plain)],
    ['deflate', deflateRawSync(plain)],
    ['identity', Buffer.from(plain)],
    ['gzip, br', brotliCompressSync(gzipSync(plain))],
  ])('in %s are what they hold', (encoding, bytes) => {
    expect(differences(json(plain), packed(encoding, bytes))).toEqual([]);
    expect(differences(json('{"a":2}'), packed(encoding, bytes))).toEqual(['/a value number-']);
  });

  it('that are not what their header says differ from those that are', () => {
    expect(differences(json(plain), packed('gzip', Buffer.from(plain)))).toEqual([' format encoding']);
  });

  it('in an unknown encoding are compared byte by byte', () => {
    const zstd = (bytes: string) => packed('zstd', Buffer.from(bytes));
    expect(differences(zstd('a'), zstd('a'))).toEqual([]);
    expect(differences(zstd('a'), zstd('b'))).toEqual([' value binary']);
  });

  it('that would explode are not unpacked', () => {
    const bomb = packed('gzip', gzipSync(Buffer.alloc(maxDecodedBytes + 1)));
    expect(differences(json(plain), bomb)).toEqual([' format encoding']);
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
  ])('of some kilobytes of %s that hold 30 MB of [] are compared byte by byte', (encoding, pack) => {
    const bytes = pack(Buffer.from(`[${'[],'.repeat(10_000_000)}[]]`));
    const other = pack(Buffer.from(`[${'[],'.repeat(9_999_999)}[]]`));
    expect(differences(packed(encoding, bytes), packed(encoding, bytes))).toEqual([]);
    expect(differences(packed(encoding, bytes), packed(encoding, other))).toEqual([' value binary']);
    expect(differences(json(plain), packed(encoding, bytes))).toEqual([' format encoding']);
  });

  it('of 6 MB that hold more arrays than are read are compared as text', () => {
    const [left, right] = ['1', '2'].map((last) => json(`[${'[],'.repeat(1_900_000)}${last}]`));
    expect(left && right && differences(left, left)).toEqual([]);
    expect(left && right && differences(left, right)).toEqual([' value text']);
    expect(right && differences(json(plain), right)).toEqual([' format json→text']);
  });

  it('of an answer without status that hold more arrays than are read are text as well', () => {
    const inferred = (last: string) =>
      outcomeOf({ kind: 'answer', payload: `[${'[],'.repeat(1_900_000)}${last}]` });
    expect(differences(inferred('1'), inferred('1'))).toEqual([]);
    expect(differences(inferred('1'), inferred('2'))).toEqual([' value text']);
  });

  it('in more encodings than anybody uses are compared byte by byte', () => {
    const five = Array.from({ length: 5 }).reduce<Buffer>((bytes) => gzipSync(bytes), Buffer.from(plain));
    expect(differences(json(plain), packed('gzip, gzip, gzip, gzip, gzip', five))).toEqual([
      ' format encoding',
    ]);
  });
});

describe('the format of a body', () => {
  it('is that of the control’s content type', () => {
    expect(differences(text('{"a":1}'), text('{"a":1.0}'))).toEqual([' value text']);
    expect(differences(text('{"a":1}', 'application/problem+json'), text('{"a":1.0}'))).toEqual([
      'header:content-type header media-type',
    ]);
  });

  it('is the comparator’s where it names one', () => {
    expect(differences(text('{"a":1}'), text('{"a":1.0}'), bodyRules({ format: 'json' }))).toEqual([]);
    expect(differences(json('1'), json('1.0'), bodyRules({ format: 'binary' }))).toEqual([' value binary']);
  });

  it('is JSON without a content type, if the control’s body is', () => {
    expect(differences(answer({ body: '[1]' }), answer({ body: '[ 1 ]' }))).toEqual([]);
    expect(differences(answer({ body: 'Fizz' }), answer({ body: 'Buzz' }))).toEqual([' value text']);
  });

  it('respects latin1', () => {
    const latin = answer({
      headers: { 'content-type': 'text/plain; charset=iso-8859-1' },
      body: Buffer.from('é', 'latin1').toString('base64'),
      isBase64Encoded: true,
    });
    expect(differences(latin, text('é'), { ...comparators, headers: [] })).toEqual([]);
  });

  it('is not looked at where bodies are not compared', () => {
    expect(differences(json('1'), json('2'), { ...comparators, body: null })).toEqual([]);
  });
});
