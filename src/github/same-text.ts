import { withoutLogLink } from '../report/run-link.ts';

/**
 * Whether GitHub shows what was sent: it may give lines back with other ends, and without blank ones last. Which run
 * found a problem makes no difference, else each scheduled run would edit every comment that tells of one.
 */
export function isSameText(one: string, other: string): boolean {
  return normal(one) === normal(other);
}

function normal(text: string): string {
  return withoutLogLink(text).replaceAll('\r\n', '\n').trimEnd();
}
