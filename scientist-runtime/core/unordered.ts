import { doubleOf, isJsonArray, type JsonValue, LiteralNumber } from './json-value.ts';
import { type ActiveRules, isIgnored, isUnordered, rulesBelow, toleranceOf } from './pointer-rules.ts';

/** Two elements to be compared; one is undefined where no partner is left. */
export interface ElementPair {
  /** Where the control's element stands, or the other's where there is none. */
  readonly index: number;
  readonly control: JsonValue | undefined;
  readonly other: JsonValue | undefined;
}

/**
 * Pairs the elements of two arrays whose order does not matter: both are sorted by a canonical text of what
 * counts in an element, equal texts are paired, and what is left over is paired in sorted order. Pairs with
 * nothing to compare are left out.
 */
export function pairUnordered(
  control: readonly JsonValue[],
  other: readonly JsonValue[],
  rules: ActiveRules,
): ElementPair[] {
  const left = sortedByKey(control, rules);
  const right = sortedByKey(other, rules);
  const pairs: ElementPair[] = [];
  const leftOver: Keyed[] = [];
  const rightOver: Keyed[] = [];
  let at = 0;
  for (const mine of left) {
    while (right[at] !== undefined && (right[at]?.key ?? '') < mine.key) {
      at = takeOver(right, at, rightOver);
    }
    const theirs = right[at];
    if (theirs?.key === mine.key) {
      at += 1;
      if (mine.numbers.length > 0) {
        pairs.push({ index: mine.index, control: mine.element, other: theirs.element });
      }
    } else {
      leftOver.push(mine);
    }
  }
  while (at < right.length) {
    at = takeOver(right, at, rightOver);
  }
  for (let index = 0; index < Math.max(leftOver.length, rightOver.length); index += 1) {
    const mine = leftOver[index];
    const theirs = rightOver[index];
    pairs.push({
      index: mine?.index ?? theirs?.index ?? 0,
      control: mine?.element,
      other: theirs?.element,
    });
  }
  return pairs;
}

interface Keyed {
  readonly element: JsonValue;
  readonly index: number;
  /** Canonical text without what is ignored, with `~` for each number that has a tolerance. */
  readonly key: string;
  /** Those numbers, in order. */
  readonly numbers: readonly number[];
}

function takeOver(from: readonly Keyed[], at: number, into: Keyed[]): number {
  const element = from[at];
  if (element !== undefined) {
    into.push(element);
  }
  return at + 1;
}

function sortedByKey(elements: readonly JsonValue[], rules: ActiveRules): Keyed[] {
  return elements
    .map((element, index) => {
      const numbers: number[] = [];
      return { element, index, key: keyOf(element, rulesBelow(rules, index), numbers), numbers };
    })
    .sort((left, right) =>
      left.key === right.key
        ? compareNumberLists(left.numbers, right.numbers)
        : left.key < right.key
          ? -1
          : 1,
    );
}

function compareNumberLists(left: readonly number[], right: readonly number[]): number {
  for (const [index, number] of left.entries()) {
    const difference = number - (right[index] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}

function keyOf(value: JsonValue, rules: ActiveRules, numbers: number[]): string {
  if (isIgnored(rules)) {
    return '_';
  }
  if (typeof value === 'number' || value instanceof LiteralNumber) {
    if (toleranceOf(rules) !== null) {
      numbers.push(doubleOf(value));
      return '~';
    }
    return typeof value === 'number' ? String(value) : value.decimal;
  }
  if (value === null || typeof value !== 'object') {
    return JSON.stringify(value);
  }
  if (isJsonArray(value)) {
    if (isUnordered(rules)) {
      const sorted = sortedByKey(value, rules);
      for (const number of sorted.flatMap((keyed) => keyed.numbers)) {
        numbers.push(number);
      }
      return `[${sorted.map((keyed) => keyed.key).join()}]`;
    }
    return `[${value.map((element, index) => keyOf(element, rulesBelow(rules, index), numbers)).join()}]`;
  }
  const members = Object.entries(value)
    .filter(([name]) => !isIgnored(rulesBelow(rules, name)))
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${keyOf(member, rulesBelow(rules, name), numbers)}`);
  return `{${members.join()}}`;
}
