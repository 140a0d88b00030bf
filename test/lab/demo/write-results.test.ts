import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, it } from 'vitest';
import { copyPages } from '../../../lab/demo/write-results.ts';
import { scratchFolder } from '../../cli/scratch-folder.ts';

const server = createServer((_, response) => response.end('the conversation'));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
afterAll(() => server.close());

it('keeps the comment, and of each verdict its page and the bytes of its bundle', async () => {
  const folder = scratchFolder();
  const { port } = server.address() as AddressInfo;
  const evidence = {
    decision: 'pass',
    reasonCodes: [],
    comparisons: 9,
    seconds: 16,
    pullRequest: 1,
    headSha: 'abcdef0'.padEnd(40, '0'),
    evidenceKey: 'key',
    bundle: '{"a":"ä"}',
    page: '<!doctype html>',
  };
  const readings = await copyPages(folder, `http://127.0.0.1:${port}/pull/1`, 1, [{ evidence }]);
  const path = `${folder}/evidence/pull-1-abcdef0`;
  expect(readings).toEqual({
    comment: `${folder}/evidence/pull-1.html`,
    'evidence, pass': `${path}.html`,
    'bundle, pass': `${path}.json`,
  });
  const contents = Object.values(readings).map((file) => readFileSync(file, 'utf8'));
  expect(contents).toEqual(['the conversation', '<!doctype html>', '{"a":"ä"}']);
});
