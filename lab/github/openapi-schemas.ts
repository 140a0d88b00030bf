import { isObject, type Json, type JsonObject } from './json.ts';

/**
 * OpenAPI 3.0 says `nullable: true` where JSON Schema says `type: [..., 'null']`. Rewrites a description in
 * place-free fashion, so that a JSON Schema validator understands it.
 */
export function withNullTypes(value: Json): Json {
  if (Array.isArray(value)) return value.map(withNullTypes);
  if (!isObject(value)) return value;
  const rewritten: JsonObject = {};
  for (const [key, held] of Object.entries(value)) rewritten[key] = withNullTypes(held ?? null);
  if (rewritten.nullable !== true) return rewritten;
  const { nullable: _, ...rest } = rewritten;
  return admitNull(rest);
}

function admitNull(schema: JsonObject): JsonObject {
  const { type, enum: values, ...rest } = schema;
  if ('$ref' in schema || 'allOf' in schema || 'oneOf' in schema || 'anyOf' in schema)
    return { anyOf: [{ ...rest, ...(type === undefined ? {} : { type }) }, { type: 'null' }] };
  return {
    ...rest,
    ...(typeof type === 'string' ? { type: [type, 'null'] } : {}),
    ...(Array.isArray(values) ? { enum: values.includes(null) ? values : [...values, null] } : {}),
  };
}
