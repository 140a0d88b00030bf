import { ScientistError } from '../errors.ts';

/** A set of numbers and what it is called in an error. */
export interface Range {
  readonly called: string;
  readonly holds: (value: number) => boolean;
}

/** Numbers strictly between two limits. */
export function between(low: number, high: number): Range {
  return { called: `a number above ${low} and below ${high}`, holds: (value) => value > low && value < high };
}

/** Whole numbers from `low` on. */
export function wholeFrom(low: number): Range {
  return {
    called: `a whole number from ${low} on`,
    holds: (value) => Number.isSafeInteger(value) && value >= low,
  };
}

/** Reads the keys of one object of a policy, and knows afterwards which keys nobody asked for. */
export interface KeyReader {
  /** The value of a key, `undefined` where it is lacking. */
  any(key: string): unknown;
  /** The number of a key, or `fallback` where it is lacking; without a fallback the key is required. */
  number(key: string, range: Range, fallback?: number): number;
  /** Refuses the object if it has keys that were never read: most likely they are misspelt. */
  finish(): void;
}

/** A reader for `given`, an object at `path` within the policy ('' for the policy itself). Its faults are `InvalidInput`. */
export function keyReader(given: unknown, path: string): KeyReader {
  if (!isObject(given)) return refusePolicy(path || 'the policy as a whole', 'an object');
  const read = new Set<string>();
  const at = (key: string) => (path === '' ? key : `${path}.${key}`);
  const any = (key: string): unknown => {
    read.add(key);
    return Object.hasOwn(given, key) ? given[key] : undefined;
  };
  return {
    any,
    number(key, range, fallback) {
      const value = any(key) ?? fallback;
      return typeof value === 'number' && range.holds(value) ? value : refusePolicy(at(key), range.called);
    },
    finish() {
      const unknown = Object.keys(given).find((key) => !read.has(key));
      if (unknown !== undefined) refusePolicy(at(unknown), `one of the known keys ${[...read].join(', ')}`);
    },
  };
}

/** Throws `InvalidInput` for the value at `path` within the policy. */
export function refusePolicy(path: string, expected: string): never {
  throw new ScientistError('InvalidInput', {
    expected: `${path} to be ${expected}`,
    found: `the verdict policy is not valid at ${path}`,
    remedy: 'Correct it under `policy:` in .github/scientist.yml.',
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
