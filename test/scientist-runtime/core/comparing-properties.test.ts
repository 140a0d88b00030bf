import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalSha256 } from '../../../scientist-runtime/contract/evidence-key.ts';
import { compareJson, maxDifferences } from '../../../scientist-runtime/core/comparing-json.ts';
import { readJson } from '../../../scientist-runtime/core/json-text.ts';
import type { JsonValue } from '../../../scientist-runtime/core/json-value.ts';
import { compilePointerRules } from '../../../scientist-runtime/core/pointer-rules.ts';

/** Few keys and values, so that two random documents have something in common. */
const { value: documents } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<JsonValue>(null, true, false, 0, 1, 1.05, 'a', 'b'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__'), tie('value'), { maxKeys: 3 }),
  ),
}));

const pointers = fc
  .array(fc.constantFrom('a', 'b', 'c', '*', '0'), { maxLength: 3 })
  .map((tokens) => tokens.map((token) => `/${token}`).join(''));
const someRules = fc.record({
  ignore: fc.array(pointers, { maxLength: 1 }),
  unordered: fc.array(pointers, { maxLength: 2 }),
  tolerance: fc.dictionary(pointers, fc.constant(0.1), { maxKeys: 1 }),
});

const idsOf = (left: JsonValue, right: JsonValue, rules = compilePointerRules(none)) =>
  compareJson(left, right, rules).map(({ difference }) => difference.id);
const none = { ignore: [], unordered: [], tolerance: {} };

function copyOf(value: JsonValue): JsonValue {
  return readJson(JSON.stringify(value))?.value ?? null;
}

describe('comparing', () => {
  it('finds nothing between a document and its copy, whatever the rules', () => {
    fc.assert(
      fc.property(documents, someRules, (value, rules) => {
        expect(compareJson(value, copyOf(value), compilePointerRules(rules))).toEqual([]);
      }),
    );
  });

  it('calls two documents equal in both directions or in neither, whatever the rules', () => {
    fc.assert(
      fc.property(documents, documents, someRules, (left, right, rules) => {
        const compiled = compilePointerRules(rules);
        const forth = compareJson(left, right, compiled).length > 0;
        const back = compareJson(right, left, compiled).length > 0;
        expect(forth).toBe(back);
      }),
    );
  });

  it('without rules calls equal exactly what is deeply equal', () => {
    fc.assert(
      fc.property(documents, documents, (left, right) => {
        expect(compareJson(left, right, compilePointerRules(none)).length === 0).toBe(
          canonicalSha256(left) === canonicalSha256(right),
        );
      }),
    );
  });

  it('gives the same ids whatever the order of keys', () => {
    fc.assert(
      fc.property(documents, documents, (left, right) => {
        const found = idsOf(left, right);
        fc.pre(found.length < maxDifferences);
        expect(idsOf(reversed(left), reversed(right)).toSorted()).toEqual(found.toSorted());
      }),
    );
  });

  it('gives the same id whichever element of an array is at fault', () => {
    fc.assert(
      fc.property(fc.array(documents, { maxLength: 5 }), fc.nat(5), (elements, position) => {
        const at = Math.min(position, elements.length);
        const withFault = (fault: number) => elements.toSpliced(at, 0, { fault });
        expect(idsOf(withFault(1), withFault(2))).toEqual(idsOf([{ fault: 1 }], [{ fault: 2 }]));
      }),
    );
  });

  it('ignores a place completely', () => {
    fc.assert(
      fc.property(documents, documents, documents, (rest, left, right) => {
        const rules = compilePointerRules({ ...none, ignore: ['/x'] });
        expect(compareJson({ rest, x: left }, { rest, x: right }, rules)).toEqual([]);
        expect(compareJson({ rest, x: left }, { rest }, rules)).toEqual([]);
      }),
    );
  });

  it('finds any permutation of an unordered array equal', () => {
    const permuted = fc
      .array(documents, { maxLength: 6 })
      .chain((elements) =>
        fc.tuple(fc.constant(elements), fc.shuffledSubarray(elements, sameLength(elements))),
      );
    fc.assert(
      fc.property(permuted, ([elements, shuffled]) => {
        const rules = compilePointerRules({ ...none, unordered: ['/list'] });
        expect(compareJson({ list: elements }, { list: shuffled }, rules)).toEqual([]);
      }),
    );
  });

  it('finds one changed element of an unordered array by its place', () => {
    const rules = compilePointerRules({ ...none, unordered: ['/items'] });
    const left = {
      items: [
        { id: 1, price: 5 },
        { id: 2, price: 6 },
      ],
    };
    const right = {
      items: [
        { id: 2, price: 7 },
        { id: 1, price: 5 },
      ],
    };
    expect(compareJson(left, right, rules)).toMatchObject([
      { difference: { pointer: '/items/*/price', deltaClass: 'number+' }, path: ['items', 1, 'price'] },
    ]);
  });

  it('pairs numbers with a tolerance inside unordered arrays by their size', () => {
    const rules = compilePointerRules({ ...none, unordered: [''], tolerance: { '/*': 0.1 } });
    expect(compareJson([1, 2, 3], [3.05, 1.05, 1.95], rules)).toEqual([]);
    expect(compareJson([1, 2, 3], [3.05, 1.05, 1.5], rules)).toHaveLength(1);
  });
});

function sameLength(elements: readonly unknown[]) {
  return { minLength: elements.length, maxLength: elements.length };
}

function reversed(value: JsonValue): JsonValue {
  const text = JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).reverse())
      : member,
  );
  return JSON.parse(text);
}
