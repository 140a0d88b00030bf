import { describe, expect, it } from 'vitest';
import type { SeenRow } from '../../src/release/facts.ts';
import { flickeringPlaces, placesBeside, placesIn, placesNamed } from '../../src/report/places.ts';
import { cleanRows } from '../gate/release-life.ts';

function row(changes: Partial<SeenRow>): SeenRow {
  return { ...cleanRows(1, 0)[0], ...changes } as SeenRow;
}

describe('the places of rows', () => {
  it('come with the commonest first, and by name where they are as common', () => {
    const rows = [row({ pointers: ['/b', '/c'] }), row({ pointers: ['/c', '/a'] }), row({})];
    expect(placesIn(rows)).toEqual([
      { pointer: '/c', rows: 2 },
      { pointer: '/a', rows: 1 },
      { pointer: '/b', rows: 1 },
    ]);
  });

  it('beside a difference’s own are those of the rows that are counted under it', () => {
    const rows = [
      row({ class: 'differs', difference: 'd1', pointers: ['/number', '/rounded'] }),
      row({ class: 'mirrored', difference: 'd1', pointers: ['/number', '/twin'] }),
      row({ class: 'differs', difference: 'd2', pointers: ['/other'] }),
      row({ class: 'flickered', difference: 'd1', pointers: ['/once'] }),
    ];
    const beside = placesBeside(rows, { id: 'd1', pointer: '/number' });
    expect(beside.map(({ pointer }) => pointer)).toEqual(['/rounded', '/twin']);
  });

  it('of flickers are the candidate’s, not those of its twin', () => {
    const rows = [
      row({ class: 'flickered', pointers: ['/mine'] }),
      row({ class: 'flickered', reproduced: false, pointers: ['/twin'] }),
      row({ class: 'differs', pointers: ['/lasting'] }),
    ];
    expect(flickeringPlaces(rows)).toEqual([{ pointer: '/mine', rows: 1 }]);
  });

  it.each([
    [[], ''],
    [['/a'], '</a>'],
    [['/a', '/b'], '</a> and </b>'],
    [['/a', '/b', '/c', '/d'], '</a>, </b> and 2 more'],
  ])('%j are named up to a number', (places, named) => {
    expect(placesNamed(places, 2, (text) => `<${text}>`)).toBe(named);
  });
});
