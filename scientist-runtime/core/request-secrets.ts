import { isSensitiveName } from './sensitive-names.ts';

/** Shorter texts would blot out half of every answer and guard nothing. */
const minSecretLength = 4;

/**
 * What a request brought that must not come to light where an answer repeats it: values of sensitive headers and query
 * parameters and of all cookies, whole and in the parts that programs take out of them, also as JSON and URLs spell
 * them. Longest first, so that a whole goes before its parts. Event formats 1.0 and 2.0.
 */
export function requestSecretsOf(event: unknown): readonly string[] {
  const root = recordOf(event);
  const given = [root.headers, root.multiValueHeaders, root.queryStringParameters]
    .concat(root.multiValueQueryStringParameters)
    .flatMap((fields) => Object.entries(recordOf(fields)))
    .filter(([name]) => isSensitiveName(name))
    .flatMap(([, value]) => textsOf(value));
  const parts = [...given, ...textsOf(root.cookies)].flatMap(partsOf);
  const spelled = parts.flatMap((part) => [
    part,
    JSON.stringify(part).slice(1, -1),
    encodeURIComponent(part.toWellFormed()),
  ]);
  return [...new Set(spelled)]
    .filter((text) => text.length >= minSecretLength)
    .sort((left, right) => right.length - left.length);
}

/** `Bearer abc` → also `abc`; `Basic …` → also user and password; `a=b; c=d` → also `b` and `d`. */
function partsOf(value: string): string[] {
  const [scheme = '', ...words] = value.trim().split(/\s+/);
  const basic =
    scheme.toLowerCase() === 'basic' ? Buffer.from(words.join(''), 'base64').toString('utf8') : '';
  const pairs = value
    .split(/[;,]/)
    .flatMap((pair) => pair.split('=').slice(1).join('='))
    .map((text) => text.trim().replace(/^"(.*)"$/, '$1'));
  const password = basic.includes(':') ? [basic, ...basic.split(':')] : [];
  return [value.trim(), words.join(' '), ...words, ...pairs, ...password].flatMap((text) => [
    text,
    decoded(text),
  ]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not an encoded text: it stands for itself.
    return text;
  }
}

function textsOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((text) => typeof text === 'string');
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
