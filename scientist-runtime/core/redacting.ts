import type { PathToken } from './difference.ts';
import { type Discretion, redacted, shownKey, withoutSecrets } from './discretion.ts';
import { isJsonArray, type JsonValue, LiteralNumber, maxJsonDepth } from './json-value.ts';
import { type ActiveRules, isIgnored, rulesBelow } from './pointer-rules.ts';
import { isSensitiveName } from './sensitive-names.ts';

/** Longest text of one value that a sample keeps, in UTF-16 code units. */
export const maxSampleLength = 200;

const maxParameters = 20;

/**
 * A value of a body as text for people: without what `redact` names at its place, above it or inside it,
 * without the values of sensitive names and without what the request brought along, cut to `maxSampleLength`. Null where there
 * was no value. `control` is what production had there: keys that it lacks are not shown.
 */
export function showValue(
  value: JsonValue | undefined,
  control: JsonValue | undefined,
  path: readonly PathToken[],
  discretion: Discretion,
): string | null {
  if (value === undefined) {
    return null;
  }
  let active = discretion.redact;
  for (const token of path) {
    if (isIgnored(active) || isSensitiveName(String(token))) {
      return redacted;
    }
    active = rulesBelow(active, token);
  }
  // Pointers cannot look into a text, so where something must be hidden, all of it is.
  const isHiddenText = discretion.redact.length > 0 && path.length === 0 && typeof value === 'string';
  return isIgnored(active) || isHiddenText
    ? redacted
    : showText(textOf(value, control, active, path.length, discretion), discretion);
}

/** Query parameters for a sample: sensitive ones redacted, long ones cut, the first 20. */
export function showQuery(
  query: Readonly<Record<string, string>>,
  discretion: Discretion,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query)
      .slice(0, maxParameters)
      .map(([name, value]) => [
        showText(name, discretion),
        isSensitiveName(name) ? redacted : showText(value, discretion),
      ]),
  );
}

/** A text as it may be shown: without what the request brought along, and cut. */
export function showText(text: string, discretion: Discretion): string {
  return cut(withoutSecrets(text, discretion));
}

/** Cuts a text, and says so. */
function cut(text: string): string {
  return text.length <= maxSampleLength ? text : `${text.slice(0, maxSampleLength)}…`;
}

function textOf(
  value: JsonValue,
  control: JsonValue | undefined,
  active: ActiveRules,
  depth: number,
  discretion: Discretion,
): string {
  if (isIgnored(active)) {
    return JSON.stringify(redacted);
  }
  if (value instanceof LiteralNumber) {
    return value.decimal;
  }
  if (value === null || typeof value !== 'object') {
    return JSON.stringify(value);
  }
  if (depth > maxJsonDepth) {
    return '…';
  }
  if (isJsonArray(value)) {
    const like = control !== undefined && control !== null && isJsonArray(control) ? control : [];
    return `[${joined(value, (element, index) =>
      textOf(element, like[index] ?? like[0], rulesBelow(active, index), depth + 1, discretion),
    )}]`;
  }
  const known = new Map(isMembers(control) ? Object.entries(control) : []);
  return `{${joined(Object.entries(value), ([name, member]) => {
    const text = isSensitiveName(name)
      ? JSON.stringify(redacted)
      : textOf(member, known.get(name), rulesBelow(active, name), depth + 1, discretion);
    return `${JSON.stringify(shownKey(name, known.has(name), discretion))}:${text}`;
  })}}`;
}

function isMembers(value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } {
  return (
    typeof value === 'object' && value !== null && !(value instanceof LiteralNumber) && !isJsonArray(value)
  );
}

/** Joins until the text is long enough to be cut anyway. */
function joined<T>(elements: readonly T[], write: (element: T, index: number) => string): string {
  let text = '';
  for (const [index, element] of elements.entries()) {
    if (text.length > maxSampleLength) {
      break;
    }
    text += `${index === 0 ? '' : ','}${write(element, index)}`;
  }
  return text;
}
