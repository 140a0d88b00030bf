import { LiteralNumber } from './json-value.ts';

/** Different decimals of up to so many significant digits are different doubles (DBL_DIG of IEEE 754). */
const exactDigits = 15;
/** Beyond this a power of ten nears the end of what a double can hold. */
const exactExponent = 200;

/** One JSON number literal as a double where that is exact enough, else as its canonical decimal. */
export function numberOf(literal: string): number | LiteralNumber {
  const [, sign = '', whole = '', fraction = '', exponentSign = '', exponentDigits = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?)0*(\d+))?$/.exec(literal) ?? [];
  const all = whole + fraction;
  const start = countZeros(all, 0, 1);
  if (start === all.length) {
    return 0;
  }
  const digits = all.slice(start, all.length - countZeros(all, all.length - 1, -1));
  if (exponentDigits.length > 15) {
    // Beyond what a double adds exactly; nobody writes such a number twice in two spellings.
    return new LiteralNumber(literal.toLowerCase());
  }
  const exponent = Number(exponentSign + exponentDigits) + whole.length - start;
  return digits.length <= exactDigits && Math.abs(exponent) <= exactExponent
    ? Number(literal)
    : new LiteralNumber(`${sign}0.${digits}e${exponent}`);
}

function countZeros(digits: string, from: number, direction: 1 | -1): number {
  let at = from;
  while (digits.charCodeAt(at) === 0x30) {
    at += direction;
  }
  return Math.abs(at - from);
}
