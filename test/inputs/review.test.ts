import { describe, expect, it } from 'vitest';
import { latestReviews } from '../../src/inputs/review.ts';

const sha = 'a'.repeat(40);
const ana = { id: 1, login: 'ana', type: 'User' };
const ben = { id: 2, login: 'ben', type: 'User' };

function review(id: number, state: string, over: object = {}) {
  return { id, state, user: ana, commit_id: sha, submitted_at: '2026-03-01T10:00:00Z', body: '', ...over };
}

const statesOf = (answer: unknown) => latestReviews(answer).map(({ by, state }) => `${by} ${state}`);

describe('of all reviews count', () => {
  it.each([
    ['the latest of each person', [review(1, 'CHANGES_REQUESTED'), review(2, 'APPROVED')], ['ana approved']],
    [
      'the latest by number, in whatever order they come',
      [review(2, 'CHANGES_REQUESTED'), review(1, 'APPROVED')],
      ['ana changes-requested'],
    ],
    ['approvals past a later comment', [review(1, 'APPROVED'), review(2, 'COMMENTED')], ['ana approved']],
    ['no approval that was dismissed', [review(1, 'DISMISSED')], ['ana dismissed']],
    [
      'no earlier approval once a later one is dismissed',
      [review(1, 'APPROVED'), review(2, 'DISMISSED')],
      ['ana dismissed'],
    ],
    ['no comments and no drafts', [review(1, 'COMMENTED'), review(2, 'PENDING', { submitted_at: null })], []],
    [
      'people apart',
      [review(1, 'APPROVED'), review(2, 'APPROVED', { user: ben })],
      ['ana approved', 'ben approved'],
    ],
    [
      'a renamed person once',
      [review(1, 'APPROVED'), review(2, 'DISMISSED', { user: { ...ana, login: 'anna' } })],
      ['anna dismissed'],
    ],
    ['no bots', [review(1, 'APPROVED', { user: { ...ben, type: 'Bot' } })], []],
    ['no deleted people', [review(1, 'APPROVED', { user: null })], []],
  ])('%s', (_what, answer, expected) => {
    expect(statesOf(answer)).toEqual(expected);
  });

  it('their commit and time, no commit where that is gone', () => {
    expect(latestReviews([review(7, 'APPROVED')])).toEqual([
      { id: 7, by: 'ana', state: 'approved', commitSha: sha, submittedAtMs: Date.UTC(2026, 2, 1, 10) },
    ]);
    expect(latestReviews([review(7, 'APPROVED', { commit_id: null })])).toMatchObject([{ commitSha: '' }]);
  });

  it.each([
    [[review(1, 'BLESSED')]],
    [[review(1, 'APPROVED', { submitted_at: 'soon' })]],
    [{ message: 'Not Found' }],
    [null],
  ])('none of %j, which is refused', (answer) => {
    expect(() => latestReviews(answer)).toThrow(/expected a list of reviews/);
  });
});
