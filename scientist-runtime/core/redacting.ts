import type { PathToken } from './difference.ts';
import { isJsonArray, type JsonValue, LiteralNumber, maxJsonDepth } from './json-value.ts';
import { type ActiveRules, compilePointerRules, isIgnored, rulesBelow } from './pointer-rules.ts';

/** Stands where a value was. */
export const redacted = '[redacted]';

/** Longest text of one value that a sample keeps, in UTF-16 code units. */
export const maxSampleLength = 200;

const sensitiveName =
  /authorization|cookie|token|secret|passw|api[-_]?key|credential|signature|session|otp\b|^(code|pin|iban|ssn|sig|key)$/i;

/** Names of headers, query parameters and members whose values are never shown. */
export function isSensitiveName(name: string): boolean {
  return sensitiveName.test(name);
}

/** Compiles the pointers of `redact`; no rule at all where there are none. */
export function prepareRedacting(pointers: readonly string[]): ActiveRules {
  return pointers.length === 0 ? [] : compilePointerRules({ ignore: pointers, unordered: [], tolerance: {} });
}

/**
 * A value of a body as text for people: without what `redact` names at its place, above it or inside it,
 * without the values of sensitive names, cut to `maxSampleLength`. Null where there was no value.
 */
export function showValue(
  value: JsonValue | undefined,
  path: readonly PathToken[],
  rules: ActiveRules,
): string | null {
  if (value === undefined) {
    return null;
  }
  let active = rules;
  for (const token of path) {
    if (isIgnored(active) || isSensitiveName(String(token))) {
      return redacted;
    }
    active = rulesBelow(active, token);
  }
  // Pointers cannot look into a text, so where something must be hidden, all of it is.
  const isHiddenText = rules.length > 0 && path.length === 0 && typeof value === 'string';
  return isIgnored(active) || isHiddenText ? redacted : cut(textOf(value, active, path.length));
}

/** Query parameters for a sample: sensitive ones redacted, long ones cut. */
export function showQuery(query: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, isSensitiveName(name) ? redacted : cut(value)]),
  );
}

/** Cuts a text, and says so. */
export function cut(text: string): string {
  return text.length <= maxSampleLength ? text : `${text.slice(0, maxSampleLength)}…`;
}

function textOf(value: JsonValue, active: ActiveRules, depth: number): string {
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
  return isJsonArray(value)
    ? `[${joined(value, (element, index) => textOf(element, rulesBelow(active, index), depth + 1))}]`
    : `{${joined(Object.entries(value), ([name, member]) => {
        const text = isSensitiveName(name)
          ? JSON.stringify(redacted)
          : textOf(member, rulesBelow(active, name), depth + 1);
        return `${JSON.stringify(name)}:${text}`;
      })}}`;
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
