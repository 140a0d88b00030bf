import type { SeenRow } from '../release/facts.ts';
import type { Marks } from './marks.ts';
import { listedUpTo } from './sentences.ts';

/** A place in an answer, as rows name it, and in how many of them. */
export interface Place {
  readonly pointer: string;
  readonly rows: number;
}

/** So many places of one thing are named, the others counted. */
export const maxPlaces = 3;

/** All places that these rows name, the commonest first. A row names ten at most. */
export function placesIn(rows: readonly SeenRow[]): readonly Place[] {
  const counts = new Map<string, number>();
  for (const pointer of rows.flatMap(({ pointers }) => pointers ?? [])) {
    counts.set(pointer, (counts.get(pointer) ?? 0) + 1);
  }
  return [...counts]
    .map(([pointer, seen]) => ({ pointer, rows: seen }))
    .sort((one, other) => other.rows - one.rows || (one.pointer < other.pointer ? -1 : 1));
}

/** Places besides its own at which answers with a difference differ too: a row is counted under one difference only. */
export function placesBeside(
  rows: readonly SeenRow[],
  { id, pointer }: { readonly id: string; readonly pointer: string },
): readonly Place[] {
  const showing = rows.filter(
    (row) => row.difference === id && (row.class === 'differs' || row.class === 'mirrored'),
  );
  return placesIn(showing).filter((place) => place.pointer !== pointer);
}

/** Places at which the candidate alone differed once, and not when it was asked again. */
export function flickeringPlaces(rows: readonly SeenRow[]): readonly Place[] {
  return placesIn(rows.filter((row) => row.class === 'flickered' && row.reproduced));
}

/** `/a, /b and 2 more`: at most `most` of them by name; empty where there is none. */
export function placesNamed(places: readonly string[], most: number, code: Marks['code']): string {
  return listedUpTo(
    most,
    places.map((pointer) => code(pointer, 80)),
  );
}
