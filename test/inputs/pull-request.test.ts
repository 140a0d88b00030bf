import { describe, expect, it } from 'vitest';
import { pusherFrom } from '../../src/inputs/last-pusher.ts';
import { changedFilesFrom, pullHeadsFrom, pullRequestFrom } from '../../src/inputs/pull-request.ts';

const headSha = 'a'.repeat(40);
const baseSha = 'b'.repeat(40);
const own = { id: 1, full_name: 'acme/functions' };

function pull(over: object = {}) {
  return {
    number: 5,
    title: 'Round faster',
    state: 'open',
    merged: false,
    user: { login: 'ana' },
    head: { sha: headSha, ref: 'faster', repo: own },
    base: { sha: baseSha, ref: 'main', repo: own },
    changed_files: 1,
    commits: 2,
    ...over,
  };
}

describe('a pull request', () => {
  it('is told as facts', () => {
    expect(pullRequestFrom(pull())).toEqual({
      facts: {
        number: 5,
        title: 'Round faster',
        state: 'open',
        headSha,
        baseRef: 'main',
        baseSha,
        headRef: 'faster',
        headRepository: 'acme/functions',
        fromFork: false,
        author: 'ana',
        commitCount: 2,
      },
      changedFileCount: 1,
    });
  });

  it.each([
    ['closed', { state: 'closed' }, { state: 'closed' }],
    ['merged', { state: 'closed', merged: true }, { state: 'merged' }],
    [
      'from a fork',
      { head: { sha: headSha, ref: 'x', repo: { id: 2, full_name: 'otto/functions' } } },
      { fromFork: true },
    ],
    ['from a deleted fork', { head: { sha: headSha, ref: 'x', repo: null } }, { fromFork: true }],
    ['of somebody who is gone', { user: null }, { author: 'ghost' }],
  ])('may be %s', (_what, over, facts) => {
    expect(pullRequestFrom(pull(over)).facts).toMatchObject(facts);
  });

  it.each([
    [{ merged: undefined }],
    [{ state: 'draft' }],
    [{ head: { sha: 'main', ref: 'x', repo: own } }],
    [{ number: '5' }],
  ])('is refused with %j', (over) => {
    expect(() => pullRequestFrom(pull(over))).toThrow(/expected a pull request/);
  });
});

describe('changed files', () => {
  it('hold both names of a renamed one', () => {
    const files = [{ filename: 'round/b.mjs', previous_filename: 'sort/a.mjs' }, { filename: 'x' }];
    expect(changedFilesFrom(files, 2)).toEqual(['round/b.mjs', 'sort/a.mjs', 'x']);
  });

  it('are refused where GitHub lists fewer than it counts', () => {
    expect(() => changedFilesFrom([{ filename: 'x' }], 2)).toThrow(/lists 1 of 2/);
  });

  it('are not known where they are more than GitHub lists', () => {
    const files = Array.from({ length: 3_000 }, (_, index) => ({ filename: `${index}` }));
    expect(changedFilesFrom(files, 3_000)).toHaveLength(3_000);
    expect(changedFilesFrom(files, 3_001)).toBeNull();
  });
});

describe('listed pull requests', () => {
  it('are told with their heads', () => {
    expect(pullHeadsFrom([pull(), pull({ number: 6 })])).toEqual([
      { number: 5, headSha },
      { number: 6, headSha },
    ]);
  });
});

describe('whoever pushed last', () => {
  it.each([
    [
      'is the actor of the newest push of that head',
      [
        { after: headSha, actor: { login: 'ben', type: 'User' } },
        { after: headSha, actor: { login: 'ana', type: 'User' } },
      ],
      'ben',
    ],
    ['is not the actor of another push', [{ after: baseSha, actor: { login: 'ben', type: 'User' } }], null],
    ['is nobody where the account is gone', [{ after: headSha, actor: null }], null],
  ])('%s', (_what, activities, login) => {
    expect(pusherFrom(activities, headSha)?.login ?? null).toBe(login);
  });
});
