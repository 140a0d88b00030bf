import {
  backslash,
  closeBrace,
  closeBracket,
  comma,
  openBrace,
  openBracket,
  quote,
  space,
} from './json-codes.ts';
import type { JsonValue } from './json-value.ts';
import { numberOf } from './number-literal.ts';

/** A literal of at most this many characters without exponent has 15 digits at most, and a double holds it. */
const longestPlainLiteral = 15;

/**
 * Reads text that `JSON.parse` has accepted once more, for the sake of its number literals. It checks nothing
 * and works on character codes, because it reads every body with long numbers a second time.
 */
export class LiteralReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): JsonValue {
    switch (this.#skipSpace()) {
      case openBrace:
        return this.#readObject();
      case openBracket:
        return this.#readArray();
      case quote:
        return this.#readString();
      case 0x74:
        this.#at += 4;
        return true;
      case 0x66:
        this.#at += 5;
        return false;
      case 0x6e:
        this.#at += 4;
        return null;
      default:
        return this.#readNumber();
    }
  }

  /** The next character code that is not white space; NaN at the end. */
  #skipSpace(): number {
    let code = this.#text.charCodeAt(this.#at);
    while (code <= space) {
      this.#at += 1;
      code = this.#text.charCodeAt(this.#at);
    }
    return code;
  }

  #skipComma(): void {
    if (this.#skipSpace() === comma) {
      this.#at += 1;
    }
  }

  #readObject(): JsonValue {
    const members: Record<string, JsonValue> = {};
    this.#at += 1;
    while (this.#skipSpace() !== closeBrace) {
      const key = this.#readString();
      this.#skipSpace();
      this.#at += 1;
      const value = this.read();
      if (key === '__proto__') {
        // Assigning it would set the prototype; JSON.parse makes a member of it.
        Object.defineProperty(members, key, { value, enumerable: true, configurable: true, writable: true });
      } else {
        members[key] = value;
      }
      this.#skipComma();
    }
    this.#at += 1;
    return members;
  }

  #readArray(): JsonValue {
    const elements: JsonValue[] = [];
    this.#at += 1;
    while (this.#skipSpace() !== closeBracket) {
      elements.push(this.read());
      this.#skipComma();
    }
    this.#at += 1;
    return elements;
  }

  #readString(): string {
    const start = this.#at + 1;
    const end = endOfString(this.#text, this.#at);
    this.#at = end + 1;
    const inside = this.#text.slice(start, end);
    return inside.includes('\\') ? String(JSON.parse(`"${inside}"`)) : inside;
  }

  #readNumber(): JsonValue {
    const start = this.#at;
    let isPlain = true;
    let code = this.#text.charCodeAt(this.#at);
    // Digits, sign, point and exponent; whatever else follows a number ends it, and so does the end of the text.
    while (code >= 0x2b && code <= 0x65 && code !== comma && code !== closeBracket) {
      isPlain &&= code < 0x45;
      this.#at += 1;
      code = this.#text.charCodeAt(this.#at);
    }
    const literal = this.#text.slice(start, this.#at);
    return isPlain && literal.length <= longestPlainLiteral ? Number(literal) : numberOf(literal);
  }
}

/** Where the string that begins at this quote ends: at the next quote that no backslash escapes; -1 if there is none. */
export function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) {
    end = text.indexOf('"', end + 1);
  }
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first - 1) === backslash) {
    first -= 1;
  }
  return (at - first) % 2 === 1;
}
