import { type JsonValue, maxJsonDepth } from './json-value.ts';
import { LiteralReader } from './literal-reader.ts';

/**
 * Up to 15 significant digits and an exponent of two digits, different decimals are different doubles
 * (DBL_DIG of IEEE 754). A text without longer literals needs no own reading of numbers.
 */
const mayHoldLongLiteral = /[0-9.]{16}|[0-9][eE][+-]?[0-9]{3}/;

/**
 * Reads JSON text so that two numbers are equal exactly if their literals have one value: 63, 63.0 and 6.3e1
 * are the same, 9007199254740993 and …992 are not. Null for what is not JSON, or is nested too deeply.
 */
export function readJson(text: string): { readonly value: JsonValue } | null {
  let value: JsonValue;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (isDeeperThan(text, maxJsonDepth)) {
    return null;
  }
  return { value: mayHoldLongLiteral.test(text) ? new LiteralReader(text).read() : value };
}

function isDeeperThan(text: string, limit: number): boolean {
  if (text.length <= 2 * limit) {
    return false;
  }
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x22) {
      inString = !inString;
    } else if (inString) {
      index += code === 0x5c ? 1 : 0;
    } else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > limit) {
        return true;
      }
    } else if (code === 0x5d || code === 0x7d) {
      depth -= 1;
    }
  }
  return false;
}
