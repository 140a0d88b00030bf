/**
 * The numbers of a flat JSON object by their literal value, as `digits e exponent`: 63, 63.0 and 6.3e1 are the same, 0
 * and -0 too, 9007199254740993 and 9007199254740992 are not.
 */
export function literalNumbers(json: string): Record<string, string> {
  const members = json.matchAll(/"(\w+)":\s*(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?/gi);
  return Object.fromEntries(
    [...members].map(([, name, sign, whole = '', fraction = '', exponent = '0']) => {
      const digits = (whole + fraction).replace(/^0+/, '');
      const significant = digits.replace(/0+$/, '');
      const scale = Number(exponent) - fraction.length + digits.length - significant.length;
      return [name, significant === '' ? '0' : `${sign}${significant}e${scale}`];
    }),
  );
}
