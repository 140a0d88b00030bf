import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReferee } from '../../../lab/github/referee.ts';
import { type Client, startClient } from './client.ts';

describe('the referee', () => {
  const { judge } = createReferee();
  const repo = '/repos/acme/functions';
  const artifact = { total_count: 1, artifacts: [{ id: 'one' }] };

  it.each([
    [
      'a route that is not the product’s',
      { method: 'DELETE', target: repo, status: 204 },
      "not among the product's routes",
    ],
    [
      'a query parameter GitHub does not have',
      { method: 'GET', target: `${repo}/pulls?page_size=5`, status: 200 },
      'query.page_size is not a parameter',
    ],
    [
      'a query value of the wrong kind',
      { method: 'GET', target: `${repo}/pulls?state=merged`, status: 200 },
      'query.state must be equal to one of',
    ],
    [
      'a body where none is taken',
      { method: 'GET', target: repo, status: 200, request: {} },
      'request: takes no body',
    ],
    [
      'a body without what is required',
      { method: 'POST', target: `${repo}/issues/1/comments`, status: 201, request: {} },
      "request must have required property 'body'",
    ],
    [
      'a body with the wrong value',
      { method: 'PATCH', target: `${repo}/check-runs/1`, status: 200, request: { conclusion: 'perfect' } },
      'request/conclusion must be equal to one of',
    ],
    [
      'an answer of the wrong shape',
      { method: 'GET', target: `${repo}/actions/runs/1/artifacts`, status: 200, response: artifact },
      'response/artifacts/0/id must be integer',
    ],
    [
      'an answer without what is required',
      { method: 'GET', target: `${repo}/git/ref/heads/main`, status: 200, response: {} },
      "response must have required property 'object'",
    ],
    [
      'a status GitHub does not give',
      { method: 'POST', target: `${repo}/issues/1/comments`, status: 200, request: { body: 'x' } },
      'undocumented status',
    ],
  ])('finds %s', (_, exchange, fault) => {
    expect(judge(exchange).join('\n')).toContain(fault);
  });

  it.each([
    ['a status the description forgets', { method: 'POST', target: `${repo}/check-runs`, status: 422 }],
    ['a permission that is missing', { method: 'GET', target: `${repo}/actions/runs`, status: 403 }],
    [
      'null where GitHub allows it',
      {
        method: 'GET',
        target: `${repo}/collaborators/x/permission`,
        status: 200,
        response: { permission: 'none', role_name: 'none', user: null },
      },
    ],
    [
      'slashes in a path',
      { method: 'GET', target: `${repo}/contents/round/handler.mjs?ref=main`, status: 404 },
    ],
  ])('accepts %s', (_, exchange) => {
    expect(judge(exchange)).toEqual([]);
  });
});

describe('the facade, before the referee', () => {
  let client: Client;
  let head: string;
  let app: string;

  beforeAll(async () => {
    client = await startClient();
    ({ head } = await client.openPull('referee'));
    const { reviewer } = client.github.tokens;
    await client.ask(reviewer, 'POST', '/pulls/1/reviews', { event: 'APPROVE' });
    app = await client.github.appToken({
      actions: 'read',
      checks: 'write',
      contents: 'read',
      pull_requests: 'write',
    });
    const run = await client.github.workflowRuns.begin({
      workflowName: 'scientist-package',
      path: '.github/workflows/scientist-package.yml',
      event: 'pull_request',
      headSha: head,
      headBranch: 'referee',
      headRepository: 'acme/functions',
      actor: 'ana',
      pullNumbers: [1],
    });
    client.github.workflowRuns.storeArtifact(run.id, 'scientist-package', Buffer.from('zip'));
    await client.github.workflowRuns.complete(run.id, 'success');
    await client.ask(app, 'POST', '/issues/1/comments', { body: 'first' });
    const output = { title: 't', summary: 's' };
    await client.ask(app, 'POST', '/check-runs', {
      name: 'scientist',
      head_sha: head,
      status: 'queued',
      output,
    });
  });
  afterAll(() => client.github.close());

  const reads = [
    '',
    '/activity?ref=refs/heads/referee&per_page=10',
    '/actions/artifacts/1',
    '/actions/artifacts/1/zip',
    '/actions/artifacts/99/zip',
    '/actions/runs/1',
    '/actions/runs/1/artifacts?per_page=100',
    '/actions/runs?per_page=5',
    '/actions/workflows/scientist-package.yml/runs?event=pull_request&per_page=100',
    '/check-runs/1',
    '/check-runs/1/annotations',
    '/collaborators/ben/permission',
    '/commits/HEAD',
    '/commits/HEAD/check-runs?check_name=scientist&filter=all&per_page=100',
    '/commits/HEAD/pulls',
    '/commits?path=round&sha=main',
    '/compare/main...HEAD',
    '/contents/round',
    '/contents/round/handler.mjs?ref=main',
    '/contents/nothing?ref=main',
    '/git/commits/HEAD',
    '/git/ref/heads/main',
    '/git/trees/HEAD?recursive=1',
    '/issues/1/comments?per_page=100',
    '/issues/comments/1',
    '/pulls/1',
    '/pulls/1/commits',
    '/pulls/1/files?per_page=100',
    '/pulls/1/reviews?per_page=100',
    '/pulls/99',
    '/pulls?state=open&sort=created&direction=asc&per_page=100',
    '/zipball/HEAD',
  ];
  it.each(reads)('answers GET %s as GitHub describes it', async (path) => {
    const before = client.github.violations().length;
    await client.ask(app, 'GET', path.replace('HEAD', head));
    expect(client.github.violations().slice(before)).toEqual([]);
  });

  it('answers writes as GitHub describes them', async () => {
    await client.ask(app, 'PATCH', '/check-runs/1', { conclusion: 'success' });
    await client.ask(app, 'PATCH', '/issues/comments/1', { body: 'second' });
    expect(client.github.violations()).toEqual([]);
  });
});
