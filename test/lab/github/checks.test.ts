import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, type Json, numberAt, objectsAt, textAt } from '../../../lab/github/json.ts';
import { type Client, startClient } from './client.ts';

let client: Client;
let head: string;
let app: string;

beforeAll(async () => {
  client = await startClient();
  ({ head } = await client.openPull('checks'));
  app = await client.github.appToken({ checks: 'write', actions: 'read' });
});
afterAll(() => client.github.close());

describe('a check run', () => {
  const create = (token: string, over: { [key: string]: Json } = {}) =>
    client.ask(token, 'POST', '/check-runs', { name: 'scientist', head_sha: head, ...over });

  it('is made by apps only', async () => {
    expect((await create(client.github.tokens.maintainer)).status).toBe(403);
  });

  it.each([
    ['an unknown commit', { head_sha: 'a'.repeat(40) }],
    ['something that is no commit', { head_sha: 'main' }],
    ['a summary above 65,535 characters', { output: { title: 't', summary: 'x'.repeat(65_536) } }],
    ['a conclusion GitHub does not know', { conclusion: 'perfect' }],
  ])('is refused for %s', async (_, over) => {
    expect((await create(app, over)).status).toBe(422);
  });

  it('carries the app that made it', async () => {
    const { body } = await create(app, { status: 'in_progress' });
    expect(at(body, 'app')).toMatchObject({ id: 15_368, slug: 'github-actions' });
  });

  it('is completed by its conclusion', async () => {
    const { body } = await create(app, { status: 'in_progress' });
    const path = `/check-runs/${numberAt(body, 'id')}`;
    const updated = await client.ask(app, 'PATCH', path, { conclusion: 'failure' });
    expect(updated.body).toMatchObject({ status: 'completed', conclusion: 'failure' });
    expect(textAt(updated.body, 'completed_at')).not.toBe('');
  });

  it('is found by commit, name and app', async () => {
    const latest = await create(app, { name: 'found', conclusion: 'success' });
    const list = (query: string) =>
      client.ask(app, 'GET', `/commits/${head}/check-runs?check_name=found${query}`);
    const ids = objectsAt((await list('&app_id=15368')).body, 'check_runs').map((run) => run.id);
    expect(ids).toEqual([numberAt(latest.body, 'id')]);
    expect(at((await list('&app_id=1')).body, 'total_count')).toBe(0);
  });

  it('lists its annotations without a wrapper', async () => {
    const annotation = {
      path: 'round/handler.mjs',
      start_line: 1,
      end_line: 1,
      annotation_level: 'warning',
      message: 'differs',
    };
    const { body } = await create(app, { output: { title: 't', summary: 's', annotations: [annotation] } });
    const path = `/check-runs/${numberAt(body, 'id')}/annotations`;
    const listed = await client.ask(app, 'GET', path);
    expect(objectsAt(listed.body)).toMatchObject([{ path: 'round/handler.mjs', message: 'differs' }]);
  });
});

describe('workflow runs and artifacts', () => {
  const begin = (headSha: string, event: string) =>
    client.github.workflowRuns.begin({
      workflowName: 'scientist-package',
      path: '.github/workflows/scientist-package.yml',
      event,
      headSha,
      headBranch: 'checks',
      headRepository: 'acme/functions',
      actor: 'ana',
      pullNumbers: [1],
    });

  it('are found by head, event and workflow, the newest first', async () => {
    const older = await begin(head, 'pull_request');
    const newer = await begin(head, 'pull_request');
    await begin('b'.repeat(40), 'pull_request');
    await begin(head, 'push');
    const query = `head_sha=${head}&event=pull_request`;
    const path = `/actions/workflows/scientist-package.yml/runs?${query}`;
    const { body } = await client.ask(app, 'GET', path);
    expect(objectsAt(body, 'workflow_runs').map((run) => run.id)).toEqual([newer.id, older.id]);
    const other = await client.ask(app, 'GET', `/actions/workflows/other.yml/runs?${query}`);
    expect(at(other.body, 'total_count')).toBe(0);
  });

  it('give an artifact through a short-lived address that needs no token', async () => {
    const run = await begin(head, 'pull_request');
    const zip = Buffer.from('PK, as if');
    const { id } = client.github.workflowRuns.storeArtifact(run.id, 'scientist-package', zip);
    await client.github.workflowRuns.complete(run.id, 'success');
    const listed = await client.ask(app, 'GET', `/actions/runs/${run.id}/artifacts?name=scientist-package`);
    expect(objectsAt(listed.body, 'artifacts')).toMatchObject([
      { id, size_in_bytes: zip.length, expired: false, workflow_run: { head_sha: head } },
    ]);
    const answer = await client.ask(app, 'GET', `/actions/artifacts/${id}/zip`);
    expect(answer.status).toBe(302);
    const download = await fetch(answer.headers.get('location') ?? '');
    expect(Buffer.from(await download.arrayBuffer())).toEqual(zip);
  });

  it('take no second artifact of the same name', async () => {
    const run = await begin(head, 'pull_request');
    const store = () => client.github.workflowRuns.storeArtifact(run.id, 'twice', Buffer.from(''));
    store();
    expect(store).toThrow('already exists');
  });
});
