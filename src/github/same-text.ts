/** Whether GitHub shows what was sent: it may give lines back with other ends, and without blank ones last. */
export function isSameText(one: string, other: string): boolean {
  return normal(one) === normal(other);
}

function normal(text: string): string {
  return text.replaceAll('\r\n', '\n').trimEnd();
}
