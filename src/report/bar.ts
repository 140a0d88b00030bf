/** A bar of line characters: `value` of `longest` in up to `width` characters, half of one at least. */
export function bar(value: number, longest: number, width: number): string {
  const halves = longest > 0 ? Math.max(1, Math.round((value / longest) * width * 2)) : 0;
  return '━'.repeat(Math.floor(halves / 2)) + (halves % 2 === 1 ? '╸' : '');
}
