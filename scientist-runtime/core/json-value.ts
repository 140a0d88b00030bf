/**
 * A number whose literal a double cannot hold apart from its neighbours, such as 9007199254740993 or 1e400.
 * `decimal` is its value in one canonical spelling: sign, significant digits, `e`, exponent.
 */
export class LiteralNumber {
  readonly decimal: string;

  constructor(decimal: string) {
    this.decimal = decimal;
  }
}

/** What JSON can say, without the digits that `JSON.parse` loses. */
export type JsonValue =
  | null
  | boolean
  | string
  | number
  | LiteralNumber
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** Nesting beyond this is not read as JSON; no recursion over a value can then exhaust the stack. */
export const maxJsonDepth = 500;

/**
 * A text with more arrays and objects than this is not read as JSON: `[],` is three bytes as text and fifty in
 * memory, so that one answer could take all that the observer has.
 */
export const maxJsonContainers = 200_000;

/** `Array.isArray` itself does not narrow to a readonly array. */
export function isJsonArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** The nearest double of a number, for tolerances and signs. */
export function doubleOf(value: number | LiteralNumber): number {
  return typeof value === 'number' ? value : Number(value.decimal);
}
