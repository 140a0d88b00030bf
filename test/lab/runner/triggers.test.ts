import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../lab/github/json.ts';
import { sourceOf, triggers, wakesWorkflows } from '../../../lab/runner/triggers.ts';
import { parseWorkflow } from '../../../lab/runner/workflow.ts';

const person = { login: 'ana', type: 'User' };
const bot = { login: 'github-actions[bot]', type: 'Bot' };
const workflow = (on: string) =>
  parseWorkflow(
    '.github/workflows/w.yml',
    `name: w\non: ${on}\njobs: { j: { runs-on: ubuntu-latest, steps: [{ run: 'true' }] } }\n`,
  );

describe('a workflow is triggered', () => {
  it.each([
    ['by an event it names', '{ push: }', 'push', {}, true],
    ['not by another event', '{ push: }', 'issue_comment', { action: 'created' }, false],
    [
      'by a type it names',
      '{ issue_comment: { types: [created] } }',
      'issue_comment',
      { action: 'created' },
      true,
    ],
    [
      'not by another type',
      '{ issue_comment: { types: [created] } }',
      'issue_comment',
      { action: 'edited' },
      false,
    ],
    ['by any type where it names none', '{ issue_comment: }', 'issue_comment', { action: 'deleted' }, true],
    [
      'by a push to a pull request, by default',
      '{ pull_request: }',
      'pull_request',
      { action: 'synchronize' },
      true,
    ],
    [
      'not by closing a pull request, by default',
      '{ pull_request: }',
      'pull_request',
      { action: 'closed' },
      false,
    ],
    [
      'by the run of a workflow it names',
      '{ workflow_run: { workflows: [a], types: [completed] } }',
      'workflow_run',
      { action: 'completed', workflow: { name: 'a' } },
      true,
    ],
    [
      'not by the run of another',
      '{ workflow_run: { workflows: [a] } }',
      'workflow_run',
      { action: 'completed', workflow: { name: 'b' } },
      false,
    ],
    [
      'by a dispatch of its own file',
      '{ workflow_dispatch: }',
      'workflow_dispatch',
      { workflow: '.github/workflows/w.yml' },
      true,
    ],
    [
      'not by a dispatch of another file',
      '{ workflow_dispatch: }',
      'workflow_dispatch',
      { workflow: '.github/workflows/v.yml' },
      false,
    ],
    ['by the schedule', "{ schedule: [{ cron: '5 * * * *' }] }", 'schedule', {}, true],
  ] as const)('%s', (_, on, name, payload: JsonObject, expected) => {
    expect(triggers(workflow(on), { name, payload })).toBe(expected);
  });
});

describe('the commit of a run', () => {
  const head = { sha: 'h'.repeat(40), ref: 'feature', repo: { full_name: 'acme/functions' } };
  const fork = { ...head, repo: { full_name: 'otto/functions' } };

  it('is the head for what happens to a pull request', () => {
    const payload = { pull_request: { number: 7, head } };
    expect(sourceOf({ name: 'pull_request_review', payload }, 'acme/functions', 'm')).toEqual({
      headSha: head.sha,
      headBranch: 'feature',
      headRepository: 'acme/functions',
      pullNumbers: [7],
      ref: 'refs/pull/7/merge',
    });
  });

  it('belongs to no pull request when it comes from a fork, as on GitHub', () => {
    const payload = { pull_request: { number: 7, head: fork } };
    const source = sourceOf({ name: 'pull_request', payload }, 'acme/functions', 'm');
    expect(source).toMatchObject({ headRepository: 'otto/functions', pullNumbers: [] });
  });

  it('is the default branch for everything else', () => {
    const payload = { issue: { number: 7 } };
    expect(sourceOf({ name: 'issue_comment', payload }, 'acme/functions', 'm')).toMatchObject({
      headSha: 'm',
      headBranch: 'main',
      ref: 'refs/heads/main',
    });
  });
});

describe('what a workflow’s own token does', () => {
  it.each([
    ['a person’s comment', 'issue_comment', person, true],
    ['its own comment', 'issue_comment', bot, false],
    ['its own push', 'push', bot, false],
    ['the end of a run it caused', 'workflow_run', bot, true],
  ] as const)('wakes workflows or not: %s', (_, name, sender, expected) => {
    expect(wakesWorkflows({ name, payload: { sender: { ...sender } } })).toBe(expected);
  });
});
