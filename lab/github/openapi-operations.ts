import { at, isObject, type Json, objectAt } from './json.ts';

/** One operation of an OpenAPI description, findable by a real request. */
export interface Operation {
  /** Path template. */
  readonly path: string;
  readonly method: string;
  readonly expression: RegExp;
  /** JSON Pointer of the operation. */
  readonly pointer: string;
}

/** Parameters that may contain slashes; in all others a slash ends the segment. */
const longParameters = new Set(['path', 'ref', 'basehead']);

/** Most literal first, so that `/issues/comments/{id}` is not taken for `/issues/{number}/comments`. */
export function operationsOf(description: Json): readonly Operation[] {
  const literal = (path: string) => path.replaceAll(/\{\w+\}/g, '').length;
  return Object.entries(objectAt(description, 'paths'))
    .sort(([a], [b]) => literal(b) - literal(a))
    .flatMap(([path, methods]) =>
      (isObject(methods) ? Object.keys(methods) : []).map((method) => ({
        path,
        method,
        expression: expressionOf(path),
        pointer: `/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}/${method}`,
      })),
    );
}

/** A value, or what its `$ref` stands for, with the pointer it is found at. */
export function dereference(
  description: Json,
  value: Json | undefined,
  pointer: string,
): { readonly value: Json | undefined; readonly pointer: string } {
  const reference = at(value, '$ref');
  if (typeof reference !== 'string') return { value, pointer };
  return { value: at(description, ...reference.slice(2).split('/')), pointer: reference.slice(1) };
}

function expressionOf(path: string): RegExp {
  const source = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    longParameters.has(name) ? '.+' : '[^/]+',
  );
  return new RegExp(`^${source}$`);
}
