import type { Difference } from '../contract/comparison.ts';
import { differenceOf, type FoundDifference, generalPointerOf, type PathToken } from './difference.ts';
import { type Discretion, plainDiscretion, shownPath } from './discretion.ts';
import { doubleOf, isJsonArray, type JsonValue, LiteralNumber } from './json-value.ts';
import { type ActiveRules, isIgnored, isUnordered, rulesBelow, toleranceOf } from './pointer-rules.ts';
import { pairUnordered } from './unordered.ts';

/** A walk stops here: more differences tell nobody more, and an adversary could ask for millions. */
export const maxDifferences = 50;

/** Where two JSON values differ under the rules, at most `maxDifferences`; linear but for sorting unordered arrays. */
export function compareJson(
  control: JsonValue,
  other: JsonValue,
  rules: ActiveRules,
  discretion: Discretion = plainDiscretion,
): FoundDifference[] {
  const walk: Walk = { path: [], found: [], discretion };
  compareAt(walk, control, other, rules);
  return walk.found;
}

interface Walk {
  readonly path: PathToken[];
  readonly found: FoundDifference[];
  readonly discretion: Discretion;
}

function compareAt(walk: Walk, control: JsonValue, other: JsonValue, rules: ActiveRules): void {
  if (control === other || walk.found.length >= maxDifferences || isIgnored(rules)) {
    return;
  }
  const type = jsonTypeOf(control);
  if (type !== jsonTypeOf(other)) {
    report(walk, 'type', `${type}→${jsonTypeOf(other)}`, control, other);
  } else if (isNumber(control) && isNumber(other)) {
    compareNumbers(walk, control, other, rules);
  } else if (isJsonArray(control) && isJsonArray(other)) {
    if (isUnordered(rules)) {
      compareUnordered(walk, control, other, rules);
    } else {
      compareOrdered(walk, control, other, rules);
    }
  } else if (isObject(control) && isObject(other)) {
    compareObjects(walk, control, other, rules);
  } else {
    report(walk, 'value', type, control, other);
  }
}

function compareNumbers(
  walk: Walk,
  control: number | LiteralNumber,
  other: number | LiteralNumber,
  rules: ActiveRules,
): void {
  if (
    control instanceof LiteralNumber &&
    other instanceof LiteralNumber &&
    control.decimal === other.decimal
  ) {
    return;
  }
  const [from, to] = [doubleOf(control), doubleOf(other)];
  const tolerance = toleranceOf(rules);
  // One rounding step is allowed on top: 63.1 lies within 0.1 of 63, though their doubles do not quite.
  const rounding = Number.EPSILON * Math.max(Math.abs(from), Math.abs(to));
  if (tolerance !== null && Math.abs(from - to) <= tolerance + rounding) {
    return;
  }
  const sign = from < to ? '+' : from > to ? '-' : '';
  report(walk, 'value', `number${sign}`, control, other);
}

function compareObjects(walk: Walk, control: JsonObject, other: JsonObject, rules: ActiveRules): void {
  for (const key of Object.keys(control)) {
    compareMember(walk, key, control[key], Object.hasOwn(other, key) ? other[key] : undefined, rules);
  }
  for (const key of Object.keys(other)) {
    if (!Object.hasOwn(control, key)) {
      compareMember(walk, key, undefined, other[key], rules);
    }
  }
}

function compareOrdered(walk: Walk, control: JsonArray, other: JsonArray, rules: ActiveRules): void {
  const length = Math.max(control.length, other.length);
  for (let index = 0; index < length && walk.found.length < maxDifferences; index += 1) {
    compareMember(walk, index, control[index], other[index], rules);
  }
}

function compareUnordered(walk: Walk, control: JsonArray, other: JsonArray, rules: ActiveRules): void {
  for (const { index, control: left, other: right } of pairUnordered(control, other, rules)) {
    compareMember(walk, index, left, right, rules);
  }
}

function compareMember(
  walk: Walk,
  token: PathToken,
  control: JsonValue | undefined,
  other: JsonValue | undefined,
  rules: ActiveRules,
): void {
  const below = rules.length === 0 ? rules : rulesBelow(rules, token);
  walk.path.push(token);
  if (control !== undefined && other !== undefined) {
    compareAt(walk, control, other, below);
  } else if (!isIgnored(below)) {
    const present = control ?? other ?? null;
    report(walk, control === undefined ? 'extra' : 'missing', jsonTypeOf(present), control, other);
  }
  walk.path.pop();
}

function report(
  walk: Walk,
  kind: Difference['kind'],
  deltaClass: string,
  control: JsonValue | undefined,
  other: JsonValue | undefined,
): void {
  if (walk.found.length < maxDifferences) {
    const shown = shownPath(walk.path, control === undefined, walk.discretion);
    const difference = differenceOf(generalPointerOf(shown), kind, deltaClass);
    walk.found.push({ difference, path: [...walk.path], control, other });
  }
}

type JsonArray = readonly JsonValue[];
type JsonObject = { readonly [key: string]: JsonValue };

function isNumber(value: JsonValue): value is number | LiteralNumber {
  return typeof value === 'number' || value instanceof LiteralNumber;
}

function isObject(value: JsonValue): value is JsonObject {
  return value !== null && typeof value === 'object' && !isNumber(value) && !isJsonArray(value);
}

/** The type of a JSON value as JSON names it. */
export function jsonTypeOf(value: JsonValue): string {
  if (value === null) {
    return 'null';
  }
  if (isNumber(value)) {
    return 'number';
  }
  return isJsonArray(value) ? 'array' : typeof value;
}
