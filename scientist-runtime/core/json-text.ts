import { closeBrace, closeBracket, openBrace, openBracket, quote } from './json-codes.ts';
import { type JsonValue, maxJsonDepth } from './json-value.ts';
import { endOfString, LiteralReader } from './literal-reader.ts';

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

/** Text that is valid JSON; strings are passed over by searching for their end. */
function isDeeperThan(text: string, limit: number): boolean {
  if (text.length <= 2 * limit) {
    return false;
  }
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = endOfString(text, at);
    } else if (code === openBracket || code === openBrace) {
      depth += 1;
      if (depth > limit) {
        return true;
      }
    } else if (code === closeBracket || code === closeBrace) {
      depth -= 1;
    }
  }
  return false;
}
