import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, type Json, objectAt, objectsAt, textAt } from '../../../lab/github/json.ts';
import { type LabFixture, startLab } from './lab-fixture.ts';

describe('the runner, from a pull request to the gate', () => {
  let lab: LabFixture;
  let headSha: string;

  beforeAll(async () => {
    lab = await startLab();
    const { author } = lab.github.tokens;
    const main = textAt(await lab.call(author, 'GET', '/git/ref/heads/main'), 'object', 'sha');
    await lab.call(author, 'POST', '/git/refs', { ref: 'refs/heads/feature', sha: main });
    const file = await lab.call(author, 'GET', '/contents/round/handler.mjs');
    await lab.call(author, 'PUT', '/contents/round/handler.mjs', {
      message: 'Answer created',
      branch: 'feature',
      sha: textAt(file, 'sha'),
      content: Buffer.from('export const handler = async () => ({ statusCode: 201 });\n').toString('base64'),
    });
    const pull = await lab.call(author, 'POST', '/pulls', {
      title: 'Created',
      head: 'feature',
      base: 'main',
    });
    headSha = textAt(pull, 'head', 'sha');
    await lab.runner.idle();
  }, 60_000);
  afterAll(() => lab.close());

  it('packages the head, then runs the gate on the default branch', async () => {
    const runs = lab.runner
      .runs()
      .map((run) => [run.workflowName, run.event, run.conclusion, run.headBranch]);
    expect(runs).toEqual([
      ['scientist-package', 'pull_request', 'success', 'feature'],
      ['scientist-gate', 'workflow_run', 'success', 'main'],
    ]);
  });
});
