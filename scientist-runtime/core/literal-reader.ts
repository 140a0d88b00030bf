import type { JsonValue } from './json-value.ts';
import { numberOf } from './number-literal.ts';

/** Reads text that `JSON.parse` has accepted once more, for the sake of its number literals. */
export class LiteralReader {
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

  #skipComma(): void {
    if (this.#skipSpace() === ',') {
      this.#at += 1;
    }
  }

  #readObject(): JsonValue {
    const members: Record<string, JsonValue> = Object.create(null);
    this.#at += 1;
    while (this.#skipSpace() !== '}') {
      const key = this.#readString();
      this.#skipSpace();
      this.#at += 1;
      members[key] = this.read();
      this.#skipComma();
    }
    this.#at += 1;
    return members;
  }

  #readArray(): JsonValue {
    const elements: JsonValue[] = [];
    this.#at += 1;
    while (this.#skipSpace() !== ']') {
      elements.push(this.read());
      this.#skipComma();
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
