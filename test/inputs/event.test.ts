import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScientistError } from '../../src/errors.ts';
import { parseEvent } from '../../src/inputs/event.ts';

const headSha = '0123456789abcdef0123456789abcdef01234567';
const repository = { id: 7, full_name: 'acme/functions' };

function pullOf(number: number, repositoryId = 7) {
  return { number, base: { repo: { id: repositoryId } } };
}

function workflowRun(event: string, pullRequests: unknown) {
  const run = { event, head_sha: headSha, pull_requests: pullRequests, path: '.github/workflows/x.yml' };
  return { action: 'completed', workflow_run: run, repository };
}

function comment(body: unknown, { action = 'created', type = 'User', onIssue = false } = {}) {
  const issue = onIssue ? { number: 3 } : { number: 3, pull_request: { url: 'https://example.test/3' } };
  return { action, issue, comment: { body, user: { login: 'ana', type } }, repository };
}

describe('a run is about', () => {
  it.each([
    ['schedule', { schedule: '*/10 * * * *' }, { kind: 'all' }],
    ['workflow_dispatch', { inputs: null }, { kind: 'all' }],
    ['workflow_dispatch', { inputs: { 'pull-request': '' } }, { kind: 'all' }],
    [
      'workflow_dispatch',
      { inputs: { 'pull-request': ' #12 ' } },
      { kind: 'pull-request', number: 12, headSha: null },
    ],
    ['workflow_run', workflowRun('pull_request', [pullOf(5)]), { kind: 'pull-request', number: 5, headSha }],
    [
      'workflow_run',
      workflowRun('pull_request_review', [pullOf(5)]),
      { kind: 'pull-request', number: 5, headSha },
    ],
    ['workflow_run', workflowRun('pull_request', []), { kind: 'head', headSha }],
    ['workflow_run', workflowRun('pull_request', null), { kind: 'head', headSha }],
    ['workflow_run', workflowRun('pull_request', [pullOf(5), pullOf(6)]), { kind: 'head', headSha }],
    ['workflow_run', workflowRun('pull_request', [pullOf(5, 8)]), { kind: 'head', headSha }],
    [
      'workflow_run',
      workflowRun('pull_request', [pullOf(9, 8), pullOf(5)]),
      { kind: 'pull-request', number: 5, headSha },
    ],
    ['issue_comment', comment('/scientist help'), { kind: 'pull-request', number: 3, headSha: null }],
    [
      'pull_request_target',
      { action: 'closed', pull_request: { number: 4 } },
      { kind: 'pull-request', number: 4, headSha: null },
    ],
    [
      'pull_request',
      { action: 'synchronize', pull_request: { number: 4, head: { sha: headSha } } },
      { kind: 'pull-request', number: 4, headSha },
    ],
    [
      'merge_group',
      { action: 'checks_requested', merge_group: { head_sha: headSha } },
      { kind: 'merge-group', headSha },
    ],
  ])('%s %j: %j', (name, payload, scope) => {
    expect(parseEvent(name, JSON.stringify(payload))).toEqual(scope);
  });
});

describe('a run is about nothing after', () => {
  it.each([
    ['workflow_run', workflowRun('push', []), /not about a pull request/],
    ['issue_comment', comment('/scientist help', { onIssue: true }), /on an issue/],
    ['issue_comment', comment('/scientist help', { action: 'edited' }), /only new comments/],
    ['issue_comment', comment('/scientist help', { action: 'deleted' }), /only new comments/],
    ['issue_comment', comment('/scientist help', { type: 'Bot' }), /no command/],
    ['issue_comment', comment('see /scientist help'), /no command/],
    ['issue_comment', comment(null), /no command/],
    ['merge_group', { action: 'destroyed', merge_group: { head_sha: headSha } }, /gone/],
    ['push', {}, /says nothing/],
    ['', {}, /says nothing/],
  ])('%s %j', (name, payload, why) => {
    expect(parseEvent(name, JSON.stringify(payload))).toEqual({
      kind: 'none',
      why: expect.stringMatching(why),
    });
  });
});

const names = [
  'schedule',
  'workflow_dispatch',
  'workflow_run',
  'issue_comment',
  'pull_request',
  'pull_request_target',
  'pull_request_review',
  'merge_group',
];

describe('a hostile payload', () => {
  it.each([
    ['workflow_run', 'not json'],
    ['workflow_run', '{}'],
    ['workflow_run', JSON.stringify(workflowRun('pull_request', 'many'))],
    ['workflow_run', JSON.stringify({ ...workflowRun('pull_request', []), repository: null })],
    ['pull_request_target', '{"pull_request":{"number":"1; rm"}}'],
    ['pull_request_target', '{"pull_request":{"number":-1}}'],
    ['pull_request_target', '{"pull_request":{"number":1.5}}'],
    ['pull_request_target', '[]'],
    ['merge_group', '{"action":"checks_requested","merge_group":{"head_sha":"../../main"}}'],
    ['workflow_dispatch', '{"inputs":{"pull-request":"1 or all"}}'],
    ['workflow_dispatch', '{"inputs":{"pull-request":"0"}}'],
    ['workflow_dispatch', '{"inputs":{"pull-request":"9999999999"}}'],
  ])('%s %s is refused by name', (name, text) => {
    expect(() => parseEvent(name, text)).toThrow(ScientistError);
  });

  it('is either read or refused with a story', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.json(), (name, text) => {
        try {
          expect(parseEvent(name, text)).toHaveProperty('kind');
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(ScientistError);
        }
      }),
    );
  });
});
