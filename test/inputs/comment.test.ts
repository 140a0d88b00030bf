import { describe, expect, it } from 'vitest';
import { commandsFrom, commentsFrom } from '../../src/inputs/comment.ts';

const at = '2026-03-01T10:00:00Z';
const ana = { login: 'ana', type: 'User' };

function comment(id: number, body: string | null, over: object = {}) {
  return {
    id,
    node_id: `IC_${id}`,
    body,
    html_url: `https://example.test/${id}`,
    user: ana,
    created_at: at,
    updated_at: at,
    ...over,
  };
}

const textsOf = (answer: unknown) => commandsFrom(answer).map(({ text }) => text);

describe('of all comments are commands', () => {
  it.each([
    [
      'those that begin with one',
      [comment(1, '/scientist stop\n/scientist help'), comment(2, 'LGTM')],
      ['/scientist stop'],
    ],
    ['none that were edited', [comment(1, '/scientist stop', { updated_at: '2026-03-01T10:00:01Z' })], []],
    ['none of bots', [comment(1, '/scientist stop', { user: { login: 'x[bot]', type: 'Bot' } })], []],
    ['none of deleted people', [comment(1, '/scientist stop', { user: null })], []],
    ['none without a body', [comment(1, null)], []],
    [
      'oldest first',
      [
        comment(3, '/scientist help'),
        comment(2, '/scientist stop'),
        comment(4, '/scientist rollback', {
          created_at: '2026-02-01T00:00:00Z',
          updated_at: '2026-02-01T00:00:00Z',
        }),
      ],
      ['/scientist rollback', '/scientist stop', '/scientist help'],
    ],
  ])('%s', (_what, answer, expected) => {
    expect(textsOf(answer)).toEqual(expected);
  });

  it('with who gave them and when', () => {
    expect(commandsFrom([comment(9, '/scientist help')])).toEqual([
      { commentId: 9, nodeId: 'IC_9', by: 'ana', atMs: Date.UTC(2026, 2, 1, 10), text: '/scientist help' },
    ]);
  });

  it('none of an answer in another shape, which is refused', () => {
    expect(() => commandsFrom([{ ...comment(1, ''), updated_at: undefined }])).toThrow(/a list of comments/);
    expect(() => commentsFrom({})).toThrow(/a list of comments/);
  });
});

describe('a comment', () => {
  it('is told with its author, null where the account is gone', () => {
    expect(commentsFrom([comment(1, null), comment(2, 'Hi', { user: null })])).toEqual([
      { id: 1, body: '', url: 'https://example.test/1', by: 'ana' },
      { id: 2, body: 'Hi', url: 'https://example.test/2', by: null },
    ]);
  });
});
