import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { builtFront } from '../../harness/built-handler.ts';

test('loads nothing of Node that only a request needs', async () => {
  const file = await builtFront();
  const program = `
    const before = new Set(process.moduleLoadList);
    const { handler } = await import(${JSON.stringify(file)});
    const loaded = process.moduleLoadList.filter((name) => !before.has(name)).map((name) => name.split(' ')[1]);
    console.log(JSON.stringify({ parameters: handler.length, loaded }));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    env: { AWS_REGION: 'eu-west-1' },
    encoding: 'utf8',
  });
  const { parameters, loaded }: { parameters: number; loaded: string[] } = JSON.parse(output);

  expect(parameters).toBe(2);
  expect(
    loaded.filter((name) => /^(crypto|https?|tls|_http|internal\/(crypto|deps\/undici))/.test(name)),
  ).toEqual([]);
});
