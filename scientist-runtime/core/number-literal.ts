import { LiteralNumber } from './json-value.ts';

/** One JSON number literal as a double where that is exact enough, else as its canonical decimal. */
export function numberOf(literal: string): number | LiteralNumber {
  const [, sign = '', whole = '', fraction = '', exponentSign = '', exponentDigits = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?)0*(\d+))?$/.exec(literal) ?? [];
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
  if (exponentDigits.length > 15) {
    // Beyond what a double adds exactly; nobody writes such a number twice in two spellings.
    return new LiteralNumber(literal.toLowerCase());
  }
  const exponent = Number(exponentSign + exponentDigits) + whole.length - start;
  if (digits.length <= 15 && Math.abs(exponent) <= 200) {
    return Number(literal);
  }
  return new LiteralNumber(`${sign}0.${digits}e${exponent}`);
}
