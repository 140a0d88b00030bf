const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;

/** A bar of block characters: `value` of `longest` in up to `width` characters, an eighth of one at least. */
export function bar(value: number, longest: number, width: number): string {
  const parts = longest > 0 ? Math.max(1, Math.round((value / longest) * width * 8)) : 0;
  return '█'.repeat(Math.floor(parts / 8)) + eighths[parts % 8];
}
