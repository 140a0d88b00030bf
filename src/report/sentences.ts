import { count } from './quantity.ts';

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** The same with at most `most` of the items named, the others counted: `a, b and 2 more`. `rest`: what these are called. */
export function listedUpTo(most: number, items: readonly string[], rest = 'more'): string {
  const left = items.length - most;
  return listed(left > 0 ? [...items.slice(0, most), `${count(left)} ${rest}`] : items);
}

/** The first letter as a sentence begins with. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** With the full stop that a clause of somebody else's may or may not have. */
export function closed(clause: string): string {
  return `${clause.trimEnd().replace(/\.$/, '')}.`;
}
