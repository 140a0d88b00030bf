import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textAt } from '../../../lab/github/json.ts';
import { type Client, startClient } from './client.ts';

describe('the page of a pull request', () => {
  let client: Client;
  let number: number;
  const page = async (path: string) => {
    const response = await fetch(`${client.github.apiUrl}/acme/functions${path}`);
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  beforeAll(async () => {
    client = await startClient();
    ({ number } = await client.openPull('paged'));
  });
  afterAll(() => client.github.close());

  it('is where a comment says it stands', async () => {
    const { author } = client.github.tokens;
    const body = '| a | b |\n|---|---|\n| 1 | 2 |\n';
    const comment = await client.ask(author, 'POST', `/issues/${number}/comments`, { body });
    const url = new URL(textAt(comment.body, 'html_url'));
    expect(url.pathname).toBe(`/acme/functions/pull/${number}`);
    const { text } = await page(`/pull/${number}`);
    expect(text).toContain(`id="${url.hash.slice(1)}"`);
    expect(text).toContain('<table>');
  });

  it('lets nothing in a comment run or load anything', async () => {
    const { headers } = await page(`/pull/${number}`);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('shows what a run printed, as text', async () => {
    const { workflowRuns } = client.github;
    const run = await workflowRuns.begin({
      workflowName: 'w',
      path: '.github/workflows/w.yml',
      event: 'push',
      headSha: 'a'.repeat(40),
      headBranch: 'main',
      headRepository: 'acme/functions',
      actor: 'ana',
      pullNumbers: [],
    });
    workflowRuns.keepLog(run.id, 'said <script>');
    expect((await page(`/actions/runs/${run.id}`)).text).toContain('said &lt;script>');
  });

  it.each(['/pull/99', '/actions/runs/99'])('is missing for %s', async (path) => {
    expect((await page(path)).status).toBe(404);
  });
});
