import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { at, type Json, numberAt, objectAt, objectsAt, parseJson, textAt } from '../../../lab/github/json.ts';
import { readZip } from '../../../lab/github/read-zip.ts';
import { type LabFixture, startLab } from './lab-fixture.ts';

const changed = 'export const handler = async () => ({ statusCode: 201 });\n';

describe('the runner, from a pull request to the gate', () => {
  let lab: LabFixture;
  let head: string;
  let packaged: ReadonlyMap<string, Buffer>;
  let gateStart: Json | undefined;

  beforeAll(async () => {
    // What must not reach a job: the lab runs on somebody's machine.
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'of this machine');
    vi.stubEnv('GITHUB_TOKEN', 'of this machine');
    lab = await startLab();
    ({ head } = await lab.openPull('feature', 'round/handler.mjs', changed));
    await lab.runner.idle();
    packaged = await artifactOf(lab, 1);
    [gateStart] = await lab.starts();
  }, 60_000);
  afterAll(async () => {
    vi.unstubAllEnvs();
    await lab.close();
  });

  it('packages the head, then runs the gate on the default branch', () => {
    const runs = lab.runner.runs();
    expect(runs.map((run) => [run.workflowName, run.event, run.conclusion, run.headBranch])).toEqual([
      ['scientist-package', 'pull_request', 'success', 'feature'],
      ['scientist-gate', 'workflow_run', 'success', 'main'],
    ]);
    expect(runs[0]?.headSha).toBe(head);
  });

  it('keeps the manifest and the zips at the top of the artifact', () => {
    expect([...packaged.keys()].sort()).toEqual(['round.zip', 'scientist-manifest.json', 'seen.json']);
  });

  it('gives the package job neither credentials nor a token', () => {
    const seen = objectAt(parseJson(String(packaged.get('seen.json'))));
    const suspicious = Object.keys(seen).filter((name) => /^AWS_|TOKEN|SECRET|^INPUT_|^ACTIONS_/.test(name));
    expect(suspicious).toEqual([]);
    expect(JSON.stringify(seen)).not.toContain('of this machine');
  });

  it('hands the finished package run to the gate as its event', () => {
    expect(at(gateStart, 'event', 'action')).toBe('completed');
    expect(at(gateStart, 'event', 'workflow_run', 'name')).toBe('scientist-package');
    expect(at(gateStart, 'event', 'workflow_run', 'head_sha')).toBe(head);
    expect(at(gateStart, 'event', 'workflow_run', 'pull_requests', 0, 'number')).toBe(1);
  });

  it('gives the gate the credentials of the lab and the inputs of the template', () => {
    expect(objectAt(gateStart, 'env')).toMatchObject({
      AWS_ACCESS_KEY_ID: 'lab',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      AWS_SECRET_ACCESS_KEY: 'lab',
      GITHUB_EVENT_NAME: 'workflow_run',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_REPOSITORY: 'acme/functions',
      INPUT_CONFIG: '.github/scientist.yml',
    });
  });

  it('gives the gate a token with the permissions of its job and no others', async () => {
    const token = textAt(gateStart, 'env', 'INPUT_GITHUB-TOKEN');
    const check = { name: 'scientist', head_sha: head, status: 'in_progress' };
    await expect(lab.call(token, 'POST', '/check-runs', check)).resolves.toMatchObject({
      status: 'in_progress',
    });
    const push = { ref: 'refs/heads/theft', sha: head };
    await expect(lab.call(token, 'POST', '/git/refs', push)).rejects.toThrow('403');
  });

  it('keeps a log of each run, without the token', async () => {
    const log = await readFile(join(lab.folder, '.lab', 'runs', '2.log'), 'utf8');
    expect(log).toContain('conclusion: success');
    expect(log).not.toContain(textAt(gateStart, 'env', 'INPUT_GITHUB-TOKEN'));
  });
});

describe('the runner, for what people do', () => {
  let lab: LabFixture;
  let number: number;

  beforeAll(async () => {
    lab = await startLab();
    ({ number } = await lab.openPull('feature', 'round/handler.mjs', changed));
    await lab.runner.idle();
  }, 60_000);
  afterAll(() => lab.close());

  /** Runs that one deed caused: workflow, event, conclusion. */
  async function runsAfter(deed: () => Promise<unknown>): Promise<unknown[]> {
    const before = lab.runner.runs().length;
    await deed();
    await lab.runner.idle();
    const fresh = lab.runner.runs().slice(before);
    return fresh.map((run) => [run.workflowName, run.event, run.conclusion]);
  }
  const comment = (token: string, body: string) =>
    lab.call(token, 'POST', `/issues/${number}/comments`, { body });

  it('runs the gate for a command', async () => {
    const runs = await runsAfter(() => comment(lab.github.tokens.reviewer, '/scientist help'));
    expect(runs).toEqual([['scientist-gate', 'issue_comment', 'success']]);
  });

  it('skips the gate for any other comment', async () => {
    const runs = await runsAfter(() => comment(lab.github.tokens.reviewer, 'Looks fine. /scientist is nice'));
    expect(runs).toEqual([['scientist-gate', 'issue_comment', 'skipped']]);
  });

  it('starts nothing for what the gate itself writes', async () => {
    const token = await lab.github.appToken({ pull_requests: 'write' });
    expect(await runsAfter(() => comment(token, '/scientist promote'))).toEqual([]);
  });

  const signalled = (event: string) => [
    ['scientist-review-signal', event, 'success'],
    ['scientist-gate', 'workflow_run', 'success'],
  ];

  it('wakes the gate through the signal workflow after an approval', async () => {
    const approval = { event: 'APPROVE' };
    const runs = await runsAfter(() =>
      lab.call(lab.github.tokens.reviewer, 'POST', `/pulls/${number}/reviews`, approval),
    );
    expect(runs).toEqual(signalled('pull_request_review'));
  });

  it('wakes the gate through the signal workflow after the closing of a pull request', async () => {
    const runs = await runsAfter(() =>
      lab.call(lab.github.tokens.author, 'PATCH', `/pulls/${number}`, { state: 'closed' }),
    );
    expect(runs).toEqual(signalled('pull_request'));
  });

  it('runs a workflow that somebody dispatches', async () => {
    const path = '/actions/workflows/scientist-gate.yml/dispatches';
    const runs = await runsAfter(() => lab.call(lab.github.tokens.maintainer, 'POST', path, { ref: 'main' }));
    expect(runs).toEqual([['scientist-gate', 'workflow_dispatch', 'success']]);
  });
});

describe('the runner, against pull requests that change the workflows', () => {
  let lab: LabFixture;
  const workflow = (name: string, on: string, step: string) => `name: ${name}
on: ${on}
permissions: {}
jobs:
  job:
    runs-on: ubuntu-latest
    steps:
      - ${step}
`;

  beforeAll(async () => {
    lab = await startLab();
  });
  afterAll(() => lab.close());

  it('takes the package workflow from the head, and still wakes the gate when it fails', async () => {
    const failing = workflow('scientist-package', '{ pull_request: }', 'run: exit 7');
    await lab.openPull('failing', '.github/workflows/scientist-package.yml', failing);
    await lab.runner.idle();
    expect(lab.runner.runs().map((run) => [run.workflowName, run.conclusion])).toEqual([
      ['scientist-package', 'failure'],
      ['scientist-gate', 'success'],
    ]);
    const log = await readFile(join(lab.folder, '.lab', 'runs', '1.log'), 'utf8');
    expect(log).toContain('exit code 7');
  });

  it('shows a job as a check of the name the job gives itself, by the same app as the gate', async () => {
    const spoof = workflow('scientist-package', '{ pull_request: }', 'run: true').replace(
      '  job:',
      '  scientist:',
    );
    const { head } = await lab.openPull('spoof', '.github/workflows/scientist-package.yml', spoof);
    await lab.runner.idle();
    const { author } = lab.github.tokens;
    const { check_runs: checks } = objectAt(await lab.call(author, 'GET', `/commits/${head}/check-runs`));
    expect(checks).toMatchObject([
      { name: 'scientist', conclusion: 'success', app: { slug: 'github-actions' } },
    ]);
  });

  it('ends the packaging of a head that a newer push has replaced', async () => {
    const slow = workflow('scientist-package', '{ pull_request: }', 'run: sleep 600').replace(
      'permissions: {}',
      'permissions: {}\nconcurrency: { group: slow, cancel-in-progress: true }',
    );
    await lab.openPull('slow', '.github/workflows/scientist-package.yml', slow);
    await vi.waitFor(() => expect(lab.runner.runs().at(-1)?.status).toBe('in_progress'), 10_000);
    const { author } = lab.github.tokens;
    const path = '/contents/.github/workflows/scientist-package.yml';
    const file = await lab.call(author, 'GET', `${path}?ref=slow`);
    const content = Buffer.from(slow.replace('sleep 600', 'true')).toString('base64');
    const change = { message: 'Faster', branch: 'slow', sha: textAt(file, 'sha'), content };
    await lab.call(author, 'PUT', path, change);
    await lab.runner.idle();
    const packaging = lab.runner.runs().filter((run) => run.workflowName === 'scientist-package');
    expect(packaging.slice(-2).map((run) => run.conclusion)).toEqual(['cancelled', 'success']);
  }, 20_000);

  it('leaves out a file it cannot read, and plays the others', async () => {
    const before = lab.runner.runs().length;
    const { number } = await lab.openPull(
      'broken',
      '.github/workflows/scientist-package.yml',
      'name: broken\n',
    );
    await lab.call(lab.github.tokens.author, 'PATCH', `/pulls/${number}`, { state: 'closed' });
    await lab.runner.idle();
    const fresh = lab.runner.runs().slice(before);
    expect(fresh.map((run) => run.workflowName)).toEqual(['scientist-review-signal', 'scientist-gate']);
    expect(lab.lines.join('\n')).toContain('scientist-package.yml at');
  });

  it('fails a run whose condition is none, and lets the next one into its concurrency group', async () => {
    const wrong = workflow('scientist-package', '{ pull_request: }', 'run: exit 0')
      .replace('permissions: {}', 'permissions: {}\nconcurrency: { group: wrong }')
      .replace('runs-on:', 'if: github.(\n    runs-on:');
    expect(wrong).toContain('if: github.(');
    await lab.openPull('wrong', '.github/workflows/scientist-package.yml', wrong);
    await lab.openPull('wrong-too', '.github/workflows/scientist-package.yml', wrong);
    await lab.runner.idle();
    const packaging = lab.runner.runs().filter((run) => run.workflowName === 'scientist-package');
    expect(packaging.slice(-2).map((run) => run.conclusion)).toEqual(['failure', 'failure']);
  });

  it('takes the gate from the default branch only', async () => {
    const before = (await lab.starts()).length;
    const theft = workflow(
      'scientist-gate',
      '{ workflow_run: { workflows: [scientist-package] } }',
      'run: exit 1',
    );
    await lab.openPull('theft', '.github/workflows/scientist-gate.yml', theft);
    await lab.runner.idle();
    expect(lab.runner.runs().at(-1)).toMatchObject({ workflowName: 'scientist-gate', conclusion: 'success' });
    expect((await lab.starts()).length).toBe(before + 1);
  });

  it('gives no AWS credentials to a job without id-token: write', async () => {
    const greedy = workflow(
      'scientist-package',
      '{ pull_request: }',
      'uses: aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c',
    );
    await lab.openPull('greedy', '.github/workflows/scientist-package.yml', greedy);
    await lab.runner.idle();
    const packaging = lab.runner.runs().filter((run) => run.workflowName === 'scientist-package');
    expect(packaging.at(-1)?.conclusion).toBe('failure');
  });
});

describe('the runner, for a pull request from a fork', () => {
  it('packages the head with a token that only reads, and wakes the gate for no pull request', async () => {
    const lab = await startLab();
    const { outsider } = lab.github.tokens;
    const main = textAt(await lab.call(outsider, 'GET', '/git/ref/heads/main'), 'object', 'sha');
    await lab.call(outsider, 'POST', '/forks', {});
    const fork = '/../../otto/functions';
    await lab.call(outsider, 'POST', `${fork}/git/refs`, { ref: 'refs/heads/theirs', sha: main });
    const content = Buffer.from('export {};\n').toString('base64');
    const file = { message: 'Add', branch: 'theirs', content };
    await lab.call(outsider, 'PUT', `${fork}/contents/round/more.mjs`, file);
    await lab.call(outsider, 'POST', '/pulls', { title: 'x', head: 'otto:theirs', base: 'main' });
    await lab.runner.idle();
    expect(lab.runner.runs()).toMatchObject([
      {
        workflowName: 'scientist-package',
        conclusion: 'success',
        headRepository: 'otto/functions',
        pullNumbers: [],
      },
      { workflowName: 'scientist-gate', conclusion: 'success', headRepository: 'acme/functions' },
    ]);
    const [start] = await lab.starts();
    expect(at(start, 'event', 'workflow_run', 'head_repository', 'full_name')).toBe('otto/functions');
    await lab.close();
  }, 30_000);
});

describe('the runner, in time', () => {
  it('runs the gate on its schedule', async () => {
    const lab = await startLab({ scheduleSeconds: 0.05 });
    await vi.waitFor(() => expect(lab.runner.runs()[0]).toMatchObject({ event: 'schedule' }), 10_000);
    await lab.close();
  }, 20_000);

  it('leaves no process behind when it is closed', async () => {
    const action = `import { writeFileSync } from 'node:fs';
writeFileSync(new URL('pid', import.meta.url), String(process.pid));
setInterval(() => {}, 1000);
`;
    const lab = await startLab({ action, scheduleSeconds: 0.05 });
    const pidFile = join(lab.folder, 'dist', 'pid');
    const pid = await vi.waitFor(async () => {
      const text = await readFile(pidFile, 'utf8');
      expect(text).toMatch(/^\d+$/);
      return Number(text);
    }, 10_000);
    await lab.close();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(lab.runner.runs().map((run) => run.conclusion)).toContain('cancelled');
  }, 20_000);

  it('kills the action at a line, once', async () => {
    const action = "console.log('here');\nsetTimeout(() => console.log('lived on'), 500);\n";
    const lab = await startLab({ action, scheduleSeconds: 0.05 });
    await lab.runner.killActionAt('here');
    const ends = () => lab.runner.runs().map((run) => run.conclusion);
    await vi.waitFor(() => expect(ends().slice(0, 2)).toEqual(['failure', 'success']), 10_000);
    const log = await readFile(join(lab.folder, '.lab', 'runs', '1.log'), 'utf8');
    await lab.close();
    expect(log).toContain('exit code 137');
    // Of the schedule's runs only those are told that did not succeed.
    expect(lab.lines).toContain('run 1 scientist-gate (schedule): failure');
    expect(lab.lines.join('\n')).not.toContain('success');
    expect(log).not.toContain('lived on');
  }, 20_000);
});

/** The files of a run's only artifact, fetched as the gate does. */
async function artifactOf(lab: LabFixture, runId: number): Promise<ReadonlyMap<string, Buffer>> {
  const token = await lab.github.appToken({ actions: 'read' });
  const [artifact] = objectsAt(await lab.call(token, 'GET', `/actions/runs/${runId}/artifacts`), 'artifacts');
  const url = `${lab.github.apiUrl}/repos/acme/functions/actions/artifacts/${numberAt(artifact, 'id')}/zip`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const files = await readZip(Buffer.from(await response.arrayBuffer()));
  return new Map(files.map(({ path, bytes }) => [path, bytes]));
}
