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

/** JSON Pointer (RFC 6901) of a path, with `*` for every array index: the same fault in any element is one. */
export function generalPointerOf(path: readonly PathToken[]): string {
  return path.map((token) => `/${typeof token === 'number' ? '*' : escapeToken(token)}`).join('');
}

/** JSON Pointer (RFC 6901) of a path. */
export function pointerOf(path: readonly PathToken[]): string {
  return path.map((token) => `/${escapeToken(String(token))}`).join('');
}

function escapeToken(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** A difference named by its parts: the first six hex digits of a sha256 over pointer, kind and delta class. */
export function differenceOf(pointer: string, kind: Difference['kind'], deltaClass: string): Difference {
  const id = createHash('sha256')
    .update(JSON.stringify([pointer, kind, deltaClass]))
    .digest('hex')
    .slice(0, 6);
  return { id, pointer, kind, deltaClass };
}
