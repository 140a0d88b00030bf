import type { PathToken } from './difference.ts';

/** What is said about one place of a body, and about the places below it. */
export interface PointerRule {
  ignore: boolean;
  unordered: boolean;
  /** Absolute, in the unit of the number itself; null where none is given. */
  tolerance: number | null;
  readonly members: Map<string, PointerRule>;
  /** What `*` leads to. */
  any: PointerRule | null;
}

/** The rules that reach the place at hand: several where both a name and `*` do. Empty: nothing is said below. */
export type ActiveRules = readonly PointerRule[];

/** JSON Pointers (RFC 6901) whose tokens may be `*`; tolerances are absolute, by pointer. */
export interface PointerLists {
  readonly ignore: readonly string[];
  readonly unordered: readonly string[];
  readonly tolerance: Readonly<Record<string, number>>;
}

/** Compiles lists of JSON Pointers, whose tokens may be `*`, into one tree, so that a walk looks each name up once. */
export function compilePointerRules(lists: PointerLists): ActiveRules {
  if (lists.ignore.length + lists.unordered.length + Object.keys(lists.tolerance).length === 0) {
    return [];
  }
  const root = emptyRule();
  for (const pointer of lists.ignore) {
    ruleAt(root, pointer).ignore = true;
  }
  for (const pointer of lists.unordered) {
    ruleAt(root, pointer).unordered = true;
  }
  for (const [pointer, tolerance] of Object.entries(lists.tolerance)) {
    ruleAt(root, pointer).tolerance = tolerance;
  }
  return [root];
}

/** The rules one step further down. */
export function rulesBelow(active: ActiveRules, token: PathToken): ActiveRules {
  const below: PointerRule[] = [];
  for (const rule of active) {
    const named = rule.members.get(String(token));
    if (named !== undefined) {
      below.push(named);
    }
    if (rule.any !== null) {
      below.push(rule.any);
    }
  }
  return below;
}

/** One rule that says so is enough. */
export function isIgnored(active: ActiveRules): boolean {
  return active.some((rule) => rule.ignore);
}

/** One rule that says so is enough; it speaks of the array itself, not of arrays in it. */
export function isUnordered(active: ActiveRules): boolean {
  return active.some((rule) => rule.unordered);
}

/** The widest tolerance given for the place, or null. */
export function toleranceOf(active: ActiveRules): number | null {
  return active.reduce<number | null>(
    (widest, { tolerance }) => (tolerance === null ? widest : Math.max(widest ?? 0, tolerance)),
    null,
  );
}

function emptyRule(): PointerRule {
  return { ignore: false, unordered: false, tolerance: null, members: new Map(), any: null };
}

function ruleAt(root: PointerRule, pointer: string): PointerRule {
  let rule = root;
  for (const escaped of pointer.split('/').slice(1)) {
    const token = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
    if (token === '*') {
      rule.any ??= emptyRule();
      rule = rule.any;
    } else {
      const next = rule.members.get(token) ?? emptyRule();
      rule.members.set(token, next);
      rule = next;
    }
  }
  return rule;
}
