/** Anything `JSON.parse` can return. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

/** A JSON object; absent keys read as `undefined`. */
export interface JsonObject {
  [key: string]: Json | undefined;
}

type Path = readonly (string | number)[];

/** True for a plain JSON object, not for an array or null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text of a body parsed as JSON. @throws SyntaxError when it is not JSON. */
export function parseJson(text: string): Json {
  const parsed: Json = JSON.parse(text);
  return parsed;
}

/** The value behind a path of keys, `undefined` where a step is missing. */
export function at(value: Json | undefined, ...path: Path): Json | undefined {
  let found: Json | undefined = value;
  for (const key of path) {
    if (Array.isArray(found) && typeof key === 'number') found = found[key];
    else if (isObject(found)) found = found[String(key)];
    else return undefined;
  }
  return found;
}

/** The text behind a path. @throws TypeError when something else is there. */
export function textAt(value: Json | undefined, ...path: Path): string {
  const found = at(value, ...path);
  if (typeof found === 'string') return found;
  throw new TypeError(`expected text at ${path.join('.')}, found ${JSON.stringify(found)}`);
}

/** The number behind a path. @throws TypeError when something else is there. */
export function numberAt(value: Json | undefined, ...path: Path): number {
  const found = at(value, ...path);
  if (typeof found === 'number') return found;
  throw new TypeError(`expected a number at ${path.join('.')}, found ${JSON.stringify(found)}`);
}

/** The object behind a path. @throws TypeError when something else is there. */
export function objectAt(value: Json | undefined, ...path: Path): JsonObject {
  const found = at(value, ...path);
  if (isObject(found)) return found;
  throw new TypeError(`expected an object at ${path.join('.')}, found ${JSON.stringify(found)}`);
}

/** The objects in the list behind a path. @throws TypeError when there is no list. */
export function objectsAt(value: Json | undefined, ...path: Path): JsonObject[] {
  const found = at(value, ...path);
  if (Array.isArray(found)) return found.filter(isObject);
  throw new TypeError(`expected a list at ${path.join('.')}, found ${JSON.stringify(found)}`);
}
