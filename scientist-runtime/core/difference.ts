import { createHash } from 'node:crypto';
import type { Difference } from '../contract/comparison.ts';
import type { JsonValue } from './json-value.ts';

/** One step into a JSON value: the key of an object, or the index of an array. */
export type PathToken = string | number;

/** A difference with what was found there. The values stay in memory: only redacted samples ever leave. */
export interface FoundDifference {
  readonly difference: Difference;
  /** Where exactly in the body; null for status, headers and failures. */
  readonly path: readonly PathToken[] | null;
  /** Undefined where that side has nothing. */
  readonly control: JsonValue | undefined;
  readonly other: JsonValue | undefined;
}

/** Longest pointer, in UTF-16 code units: a row of the table names up to ten. */
export const maxPointerLength = 256;

/**
 * JSON Pointer (RFC 6901) of a path whose keys may be shown, with `*` for every array index: the same fault in any
 * element is one.
 */
export function generalPointerOf(path: readonly PathToken[]): string {
  return pointerOf(path.map((token) => (typeof token === 'number' ? '*' : token)));
}

/**
 * JSON Pointer (RFC 6901) of a path whose keys may be shown; of one that is too long, `*` and a short hash stand for
 * its end.
 */
export function pointerOf(path: readonly PathToken[]): string {
  const pointer = path.map((token) => `/${escapeToken(String(token))}`).join('');
  if (pointer.length <= maxPointerLength) {
    return pointer;
  }
  const hash = `/*${shortHashOf(pointer)}`;
  const whole = pointer.slice(0, maxPointerLength - hash.length + 1);
  return `${whole.slice(0, whole.lastIndexOf('/'))}${hash}`;
}

function escapeToken(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** A difference named by its parts: the first six hex digits of a sha256 over pointer, kind and delta class. */
export function differenceOf(pointer: string, kind: Difference['kind'], deltaClass: string): Difference {
  return { id: shortHashOf(JSON.stringify([pointer, kind, deltaClass])), pointer, kind, deltaClass };
}

/** The first six hex digits of the sha256 of a text: of one that is shown anyway, since it may be guessed from them. */
function shortHashOf(text: string): string {
  return createHash('sha256').update(text.toWellFormed()).digest('hex').slice(0, 6);
}
