import { describe, expect, it } from 'vitest';
import { type Contexts, holds, interpolate } from '../../../lab/runner/expressions.ts';

const contexts: Contexts = {
  github: {
    event_name: 'issue_comment',
    event: { issue: { pull_request: { url: 'x' } }, comment: { body: '/Scientist promote' } },
  },
  vars: { ROLE: 'arn' },
};

/** An expression as workflow files write it. */
const written = (expression: string) => `\${{ ${expression} }}`;

describe('an expression', () => {
  it.each([
    [`one ${written('vars.ROLE')} two ${written('github.event_name')}`, 'one arn two issue_comment'],
    [written('vars.MISSING'), ''],
    [written("github.event.merge_group.head_sha || 'default'"), 'default'],
    ['no expression', 'no expression'],
  ])('is replaced in %s', (text, expected) => {
    expect(interpolate(text, contexts)).toBe(expected);
  });

  it('is an error when it is wrong', () => {
    expect(() => interpolate(written('vars.'), contexts)).toThrow();
  });
});

describe('a condition', () => {
  it.each([
    ["github.event_name != 'push'", true],
    [written("github.event_name == 'push'"), false],
    ["github.event.issue.pull_request && startsWith(github.event.comment.body, '/scientist')", true],
    ["github.event.issue.labels && startsWith(github.event.comment.body, '/scientist')", false],
  ])('%s is %s', (condition, expected) => {
    expect(holds(condition, contexts, 'success')).toBe(expected);
  });

  it.each([
    [undefined, false],
    ["github.event_name == 'issue_comment'", false],
    ['always()', true],
    ['failure()', true],
    ['success()', false],
    ["always() && github.event_name == 'push'", false],
  ])('%s, after a failure, is %s', (condition, expected) => {
    expect(holds(condition, contexts, 'failure')).toBe(expected);
  });
});
