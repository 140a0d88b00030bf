import { describe, expect, it } from 'vitest';
import {
  possibleStarters,
  type SiblingPull,
  startDelayMs,
  whyOtherBase,
} from '../../src/release/package-base.ts';

const headSha = 'a'.repeat(40);
const pull = { number: 7, headSha, baseRef: 'main' };
const run = { createdAtMs: Date.UTC(2026, 10, 24, 12) };
const longBefore = run.createdAtMs - 2 * startDelayMs;
const justBefore = run.createdAtMs - 1_000;
const after = run.createdAtMs + 1_000;

function sibling(over: Partial<SiblingPull> = {}): SiblingPull {
  return {
    number: 8,
    headSha: 'b'.repeat(40),
    baseRef: 'evil',
    open: false,
    closedAtMs: longBefore,
    ...over,
  };
}

function why(siblings: readonly SiblingPull[], changes: Readonly<Record<number, number>> = {}) {
  const starters = possibleStarters(pull, siblings, run);
  const atMs = new Map(starters.map(({ number }) => [number, changes[number] ?? null]));
  return whyOtherBase(pull, starters, atMs, run);
}

describe('a package run', () => {
  it.each([
    ['the only pull request of its branch, whose base was never changed', [], {}],
    ['one that had its base long before', [], { 7: longBefore }],
    [
      'a branch of which another base’s pull request was closed long before, with another head',
      [sibling()],
      {},
    ],
    [
      'a branch of which another pull request had the same base all along',
      [sibling({ baseRef: 'main', headSha })],
      {},
    ],
  ])('is believed for %s', (_, siblings, changes) => {
    expect(why(siblings, changes)).toBeNull();
  });

  it.each([
    ['the base was changed after it', [], { 7: after }, /before this pull request had its present base/],
    [
      'the base was changed so shortly before that the event of the old one may have started it',
      [],
      { 7: justBefore },
      /close and reopen/,
    ],
    [
      'another base’s pull request is open',
      [sibling({ headSha, open: true, closedAtMs: null })],
      {},
      /pull request 8.*Close that one/,
    ],
    [
      'another base’s pull request was closed with this head, where nothing is left to close',
      [sibling({ headSha })],
      {},
      /pull request 8 brought the same branch there\. Push a commit here$/,
    ],
    [
      'another base’s pull request was closed after it, with another head by then',
      [sibling({ closedAtMs: after })],
      {},
      /pull request 8/,
    ],
    [
      'another base’s pull request was closed at a time that is not known',
      [sibling({ closedAtMs: null })],
      {},
      /pull request 8/,
    ],
    [
      'a pull request that now has the same base had another one then',
      [sibling({ baseRef: 'main', headSha })],
      { 8: after },
      /pull request 8 brought/,
    ],
  ])('is not believed where %s', (_, siblings, changes, expected) => {
    expect(why(siblings, changes)).toMatch(expected);
  });
});
