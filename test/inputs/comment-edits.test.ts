import { describe, expect, it } from 'vitest';
import { uneditedFrom } from '../../src/inputs/comment-edits.ts';

const untouched = { fullDatabaseId: '3000000001', lastEditedAt: null, includesCreatedEdit: false };

describe('a comment counts as unedited', () => {
  it.each<[string, unknown, boolean]>([
    ['where GitHub knows of no edit', untouched, true],
    ['not where there was one', { ...untouched, lastEditedAt: '2026-03-01T10:00:00Z' }, false],
    ['not where only the history tells of one', { ...untouched, includesCreatedEdit: true }, false],
    ['not where it is gone', null, false],
    ['not where it is something else', {}, false],
  ])('%s', (_what, node, counts) => {
    expect(uneditedFrom({ nodes: [node] }).has(3_000_000_001)).toBe(counts);
  });

  it.each([
    [{}],
    [{ nodes: [{ fullDatabaseId: '1' }] }],
    [null],
    [{ nodes: [{ ...untouched, fullDatabaseId: null }] }],
  ])('in no answer of another shape: %j', (answer) => {
    expect(() => uneditedFrom(answer)).toThrow(/whether comments were edited/);
  });
});
