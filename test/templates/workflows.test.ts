import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { holds } from '../../lab/runner/expressions.ts';
import { parseWorkflow } from '../../lab/runner/workflow.ts';

const folder = join(import.meta.dirname, '..', '..', 'templates', 'workflows');
const names = readdirSync(folder);
const textOf = (name: string) => readFileSync(join(folder, name), 'utf8');
const read = (name: string) => parseWorkflow(`.github/workflows/${name}`, textOf(name));
const onlyJob = (name: string) => {
  const [job] = read(name).jobs.values();
  if (job === undefined) throw new Error(`${name} has no job`);
  return job;
};

/** An expression as workflow files write it. */
const written = (expression: string) => `\${{ ${expression} }}`;

describe('every template workflow', () => {
  it.each(names)('%s is named as its file, since others refer to it by name', (name) => {
    expect(`${read(name).name}.yml`).toBe(name);
  });

  it.each(names)('%s gives nothing by default', (name) => {
    expect(read(name).permissions).toEqual({});
  });

  it.each(names)('%s pins actions by commit and says which version that is', (name) => {
    const uses = textOf(name)
      .split('\n')
      .filter((line) => /^\s*(- )?uses:/.test(line));
    for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it.each(names)('%s has no expression in a script', (name) => {
    for (const job of read(name).jobs.values())
      for (const step of job.steps) expect(step.run ?? '').not.toContain('${{');
  });

  it.each(names)('%s ends by itself', (name) => {
    expect(onlyJob(name)['timeout-minutes']).toBeLessThanOrEqual(15);
  });
});

describe('the package workflow', () => {
  const name = 'scientist-package.yml';

  it('runs for pull requests only, never with the rights of the base', () => {
    expect([...read(name).on.keys()]).toEqual(['pull_request']);
  });

  it('may read the contents and nothing else', () => {
    expect(onlyJob(name).permissions).toEqual({ contents: 'read' });
    expect(onlyJob(name).environment).toBeUndefined();
  });

  it('names no secret', () => {
    expect(textOf(name)).not.toMatch(/secrets\.|github\.token|vars\./);
  });

  it('checks out the head, without leaving the token behind', () => {
    const step = onlyJob(name).steps.find(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(step?.with).toEqual({
      ref: written('github.event.pull_request.head.sha'),
      'persist-credentials': 'false',
    });
  });

  it('fetches no program by its name', () => {
    for (const { run } of onlyJob(name).steps) expect(run ?? '').not.toMatch(/npx (?!--no )/);
  });

  it('leaves the artifact that the gate asks for', () => {
    const step = onlyJob(name).steps.find(({ uses }) => uses?.startsWith('actions/upload-artifact@'));
    expect(step?.with).toMatchObject({
      name: 'scientist-package',
      path: '.scientist/',
      'include-hidden-files': 'true',
      'if-no-files-found': 'error',
    });
  });
});

describe('the review signal', () => {
  const name = 'scientist-review-signal.yml';

  it('hears of reviews and of closing', () => {
    expect(Object.fromEntries(read(name).on)).toEqual({
      pull_request_review: { types: ['submitted', 'dismissed'], workflows: [] },
      pull_request: { types: ['closed'], workflows: [] },
    });
  });

  it('may do nothing and does nothing', () => {
    expect(onlyJob(name).permissions).toBeUndefined();
    expect(onlyJob(name).steps).toEqual([{ run: "echo 'The gate hears of this run.'" }]);
  });
});

describe('the gate workflow', () => {
  const name = 'scientist-gate.yml';

  it('wakes for finished packages and signals, commands, time and people', () => {
    const { on } = read(name);
    expect([...on.keys()]).toEqual(['workflow_run', 'issue_comment', 'schedule', 'workflow_dispatch']);
    expect(on.get('workflow_run')).toEqual({
      types: ['completed'],
      workflows: ['scientist-package', 'scientist-review-signal'],
    });
    expect(on.get('issue_comment')?.types).toEqual(['created']);
  });

  it('waits ten minutes at most for its schedule', () => {
    expect(parse(textOf(name)).on.schedule).toEqual([{ cron: '4-59/10 * * * *' }]);
  });

  it('holds exactly the permissions that its calls need', () => {
    expect(onlyJob(name).permissions).toEqual({
      actions: 'read',
      checks: 'write',
      contents: 'read',
      'id-token': 'write',
      issues: 'read',
      'pull-requests': 'write',
    });
  });

  it('runs in the environment that the role trusts', () => {
    expect(onlyJob(name).environment).toBe('scientist');
  });

  it('runs one at a time, without cancelling what runs', () => {
    expect(onlyJob(name).concurrency).toEqual({
      group: 'scientist-gate',
      'cancel-in-progress': false,
    });
    // On the workflow it would let skipped runs replace a waiting one.
    expect(read(name).concurrency).toBeUndefined();
  });

  it.each([
    ['OWNER', '/scientist stop', true],
    ['MEMBER', '/scientist stop', true],
    ['COLLABORATOR', '/scientist stop', true],
    ['CONTRIBUTOR', '/scientist stop', true],
    ['FIRST_TIME_CONTRIBUTOR', '/scientist stop', false],
    ['NONE', '/scientist stop', false],
    ['OWNER', 'I like /scientist', false],
  ])('for the comment of somebody who is %s, %j, starts: %s', (association, body, starts) => {
    const comment = { body, author_association: association };
    const event = { issue: { pull_request: { url: 'u' } }, comment };
    const github = { event_name: 'issue_comment', event };
    expect(holds(onlyJob(name).if, { github }, 'success')).toBe(starts);
    const other = { event_name: 'schedule', event: {} };
    expect(holds(onlyJob(name).if, { github: other }, 'success')).toBe(true);
  });

  it('checks out nothing and runs no script', () => {
    expect(onlyJob(name).steps.map(({ uses, run }) => uses?.split('@')[0] ?? run)).toEqual([
      'aws-actions/configure-aws-credentials',
      'serverless-scientist/serverless-scientist',
    ]);
  });

  it('uses a commit that must be replaced before it can run', () => {
    expect(textOf(name)).toMatch(/serverless-scientist\/serverless-scientist@0{40} /);
  });
});

describe('the trust policies in docs/permissions.md', () => {
  const docs = readFileSync(join(folder, '..', '..', 'docs', 'permissions.md'), 'utf8');
  const policies = [...docs.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) => JSON.parse(text ?? ''));
  const conditions = policies.map(({ Statement: [statement] }) => statement.Condition.StringEquals);
  const issuer = 'token.actions.githubusercontent.com';

  it('trust the environment of the gate’s job, or the default branch', () => {
    expect(conditions.map((condition) => condition[`${issuer}:sub`])).toEqual([
      `repo:OWNER/REPO:environment:${onlyJob('scientist-gate.yml').environment}`,
      'repo:OWNER/REPO:ref:refs/heads/main',
    ]);
  });

  it('ask for AWS as the audience, and leave nothing to patterns', () => {
    for (const condition of conditions) expect(condition[`${issuer}:aud`]).toBe('sts.amazonaws.com');
    expect(JSON.stringify(policies)).not.toMatch(/StringLike|\*/);
  });
});
