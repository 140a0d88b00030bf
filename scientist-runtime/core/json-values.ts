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

export function isJsonArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** The nearest double of a number, for tolerances and signs. */
export function doubleOf(value: number | LiteralNumber): number {
  return typeof value === 'number' ? value : Number(value.decimal);
}

/** One JSON number literal as a double where that is exact enough, else as its canonical decimal. */
export function numberOf(literal: string): number | LiteralNumber {
  const [, sign = '', whole = '', fraction = '', exponentText = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(literal) ?? [];
  const all = whole + fraction;
  let start = 0;
  while (start < all.length && all[start] === '0') {
    start += 1;
  }
  let end = all.length;
  while (end > start && all[end - 1] === '0') {
    end -= 1;
  }
  if (start === end) {
    return 0;
  }
  const digits = all.slice(start, end);
  if (exponentText.length > 15) {
    return new LiteralNumber(literal.toLowerCase());
  }
  const exponent = Number(exponentText) + whole.length - start;
  if (digits.length <= 15 && Math.abs(exponent) <= 200) {
    return Number(literal);
  }
  return new LiteralNumber(`${sign}0.${digits}e${exponent}`);
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

/** Reads text that `JSON.parse` has accepted once more, for the sake of its number literals. */
class LiteralReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): JsonValue {
    const first = this.#skipSpace();
    if (first === '{') {
      return this.#readObject();
    }
    if (first === '[') {
      return this.#readArray();
    }
    if (first === '"') {
      return this.#readString();
    }
    const end = this.#endOfScalar();
    const word = this.#text.slice(this.#at, end);
    this.#at = end;
    if (word === 'null') {
      return null;
    }
    return word === 'true' || word === 'false' ? word === 'true' : numberOf(word);
  }

  #skipSpace(): string {
    while (/[ \t\r\n]/.test(this.#text[this.#at] ?? '')) {
      this.#at += 1;
    }
    return this.#text[this.#at] ?? '';
  }

  #readObject(): JsonValue {
    const members: Record<string, JsonValue> = Object.create(null);
    this.#at += 1;
    while (this.#skipSpace() !== '}') {
      const key = this.#readString();
      this.#skipSpace();
      this.#at += 1;
      members[key] = this.read();
      this.#at += this.#skipSpace() === ',' ? 1 : 0;
    }
    this.#at += 1;
    return members;
  }

  #readArray(): JsonValue {
    const elements: JsonValue[] = [];
    this.#at += 1;
    while (this.#skipSpace() !== ']') {
      elements.push(this.read());
      this.#at += this.#skipSpace() === ',' ? 1 : 0;
    }
    this.#at += 1;
    return elements;
  }

  #readString(): string {
    const start = this.#at;
    let end = this.#text.indexOf('"', start + 1);
    while (this.#isEscaped(end)) {
      end = this.#text.indexOf('"', end + 1);
    }
    this.#at = end + 1;
    const inside = this.#text.slice(start + 1, end);
    return inside.includes('\\') ? String(JSON.parse(`"${inside}"`)) : inside;
  }

  #isEscaped(quote: number): boolean {
    let backslashes = 0;
    while (this.#text[quote - 1 - backslashes] === '\\') {
      backslashes += 1;
    }
    return backslashes % 2 === 1;
  }

  #endOfScalar(): number {
    let end = this.#at;
    while (end < this.#text.length && !/[,\]} \t\r\n]/.test(this.#text[end] ?? '')) {
      end += 1;
    }
    return end;
  }
}
