import { closeBrace, closeBracket, openBrace, openBracket, quote } from './json-codes.ts';
import { type JsonValue, maxJsonContainers, maxJsonDepth } from './json-value.ts';
import { endOfString, LiteralReader } from './literal-reader.ts';

/**
 * Up to 15 significant digits and an exponent of two digits, different decimals are different doubles
 * (DBL_DIG of IEEE 754). A text without longer literals needs no own reading of numbers.
 */
const mayHoldLongLiteral = /[0-9.]{16}|[0-9][eE][+-]?[0-9]{3}/;

/**
 * Reads JSON text so that two numbers are equal exactly if their literals have one value: 63, 63.0 and 6.3e1
 * are the same, 9007199254740993 and …992 are not. Null for what is not JSON, is nested too deeply, or holds too many
 * arrays and objects; that is found out before any of them is made.
 */
export function readJson(text: string): { readonly value: JsonValue } | null {
  if (!isWithinLimits(text)) {
    return null;
  }
  let value: JsonValue;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return { value: mayHoldLongLiteral.test(text) ? new LiteralReader(text).read() : value };
}

/**
 * Whether a text, if it is JSON at all, is nested no deeper than `maxJsonDepth` and holds no more than
 * `maxJsonContainers` arrays and objects. Strings are passed over by searching for their end.
 */
export function isWithinLimits(text: string): boolean {
  if (text.length <= 2 * maxJsonDepth) {
    return true;
  }
  let depth = 0;
  let containers = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      const end = endOfString(text, at);
      if (end < 0) {
        // A string without an end: no JSON, which its parser finds out at less cost than this.
        return true;
      }
      at = end;
    } else if (code === openBracket || code === openBrace) {
      depth += 1;
      containers += 1;
      if (depth > maxJsonDepth || containers > maxJsonContainers) {
        return false;
      }
    } else if (code === closeBracket || code === closeBrace) {
      depth -= 1;
    }
  }
  return true;
}
