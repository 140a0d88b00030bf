import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from '../../../scientist-runtime/core/json-text.ts';
import {
  doubleOf,
  isJsonArray,
  type JsonValue,
  LiteralNumber,
} from '../../../scientist-runtime/core/json-value.ts';
import { LiteralReader } from '../../../scientist-runtime/core/literal-reader.ts';
import { numberOf } from '../../../scientist-runtime/core/number-literal.ts';

/** The value as `JSON.parse` would give it. */
function asDoubles(value: JsonValue): unknown {
  if (typeof value === 'number' || value instanceof LiteralNumber) {
    return doubleOf(value) + 0;
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  return isJsonArray(value)
    ? value.map(asDoubles)
    : Object.fromEntries(Object.entries(value).map(([key, member]) => [key, asDoubles(member)]));
}

/** A decimal as a whole number and a power of ten, exactly. */
const decimals = fc.record({
  digits: fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }),
  exponent: fc.integer({ min: -150, max: 150 }),
});

describe('numbers', () => {
  it.each([
    ['63', '63.0'],
    ['63', '6.3e1'],
    ['63', '630E-1'],
    ['-0', '-0.000'],
    ['0', '-0.0000000000000000'],
    ['0', '0e999'],
    ['1e400', '10.0e399'],
    ['9007199254740993', '9007199254740993.000'],
    ['0.1', '1e-1'],
    ['1e99', '1000e96'],
    ['100000000000000000000', '1e20'],
    ['1e5', '1e+0000000000000000000005'],
  ])('%s and %s are one value', (left, right) => {
    expect(readJson(left)).toEqual(readJson(right));
  });

  it.each([
    ['9007199254740993', '9007199254740992'],
    ['1e400', '1e401'],
    ['1e-400', '0'],
    ['1e-400', '-1e-400'],
    ['0.1', '0.10000000000000001'],
    ['1e9999999999999999', '1e9999999999999998'],
    ['63', '"63"'],
  ])('%s and %s are two values', (left, right) => {
    expect(readJson(left)).not.toEqual(readJson(right));
  });

  it('are equal exactly if their decimals are', () => {
    fc.assert(
      fc.property(decimals, decimals, fc.boolean(), fc.nat(5), (first, other, same, zeros) => {
        // The same decimal in another spelling half of the time: two random ones would never be equal.
        const second = same
          ? { digits: first.digits * 10n ** BigInt(zeros), exponent: first.exponent - zeros }
          : other;
        const shift = BigInt(Math.min(first.exponent, second.exponent));
        const wholeOf = ({ digits, exponent }: typeof first) => digits * 10n ** (BigInt(exponent) - shift);
        const read = ({ digits, exponent }: typeof first) => readJson(`[${digits}e${exponent}]`);
        const isEqual = JSON.stringify(read(first)) === JSON.stringify(read(second));
        expect(isEqual).toBe(wholeOf(first) === wholeOf(second));
      }),
    );
  });

  it('of up to 15 digits stay doubles', () => {
    expect(numberOf('123456789012345')).toBe(123456789012345);
    expect(numberOf('1234567890123456')).toBeInstanceOf(LiteralNumber);
  });
});

describe('the reader of literals', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(
        fc.json({ noUnicodeString: false, maxDepth: 6 }),
        fc.constantFrom(0, 1, 2),
        (json, indent) => {
          const text = JSON.stringify(JSON.parse(json), null, indent);
          expect(asDoubles(new LiteralReader(text).read())).toEqual(asDoubles(JSON.parse(text)));
        },
      ),
    );
  });

  it.each([
    String.raw`{"a\"b":"\\","c\\":["\u00e9\n"]}`,
    '{"a":1,"a":2}',
    ' [ ] ',
    '{ }',
    '[true , false,null]',
    '"\\\\\\""',
  ])('reads %s', (text) => {
    expect(asDoubles(new LiteralReader(text).read())).toEqual(JSON.parse(text));
  });

  it('gives __proto__ no power', () => {
    const value = new LiteralReader('{"__proto__":{"polluted":1}}').read();
    expect(Object.keys(Object(value))).toEqual(['__proto__']);
    expect(Object(value).polluted).toBeUndefined();
  });
});

describe('JSON text', () => {
  it.each(['', '{', "{'a':1}", 'NaN', '01', '[1,]', 'undefined'])('is not %s', (text) => {
    expect(readJson(text)).toBeNull();
  });

  it('is not read when it holds so many arrays and objects that they would fill the memory', () => {
    const many = (count: number, one: string) => `[${`${one},`.repeat(count - 2)}${one}]`;
    expect(readJson(many(200_000, '[]'))).not.toBeNull();
    expect(readJson(many(200_001, '[]'))).toBeNull();
    expect(readJson(many(200_001, '{}'))).toBeNull();
    expect(readJson(many(200_001, '"[]"'))).not.toBeNull();
    // Ends in the middle of a string, of an escape, of a container.
    expect(readJson(`${many(1_000, '[]')}"`)).toBeNull();
    expect(readJson(`["${'x'.repeat(2_000)}\\\\\\"`)).toBeNull();
    expect(readJson('['.repeat(400) + ' '.repeat(2_000))).toBeNull();
  });

  it('is not read when nested so deeply that walking it would exhaust the stack', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(readJson(nested(500))).not.toBeNull();
    expect(readJson(nested(501))).toBeNull();
    expect(readJson(nested(1_000_000))).toBeNull();
  });

  it('may hold any number of brackets in strings', () => {
    expect(readJson(JSON.stringify('['.repeat(2_000)))).not.toBeNull();
    expect(readJson(JSON.stringify(`\\"${'['.repeat(2_000)}`))).not.toBeNull();
  });
});
