import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBundle } from '../../scripts/bundle.ts';
import { collectNotices } from '../../scripts/collect-notices.ts';
import { root } from '../../scripts/run-command.ts';

let folder: string;
beforeAll(() => {
  mkdirSync(join(root, '.tools'), { recursive: true });
  folder = mkdtempSync(join(root, '.tools', 'bundle-test-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function bundle(source: string, contents: 'packages' | 'own code') {
  const entry = join(folder, 'entry.ts');
  writeFileSync(entry, source);
  return makeBundle({ entry, outfile: 'dist/entry.mjs', target: 'node22', contents });
}

describe('a bundle', () => {
  it('is the same byte for byte when made twice', async () => {
    const source = "import { stringify } from 'yaml'; console.log(stringify({ a: 1 }));";
    const [first, second] = [await bundle(source, 'packages'), await bundle(source, 'packages')];
    expect(Buffer.from(first.contents).equals(second.contents)).toBe(true);
  });

  it('of own code only may use built-in modules that are taken when they are needed', async () => {
    const { contents } = await bundle(
      "export const https = () => process.getBuiltinModule('https');",
      'own code',
    );
    expect(Buffer.from(contents).toString()).not.toMatch(/\bimport\b|\brequire\b/);
  });

  it.each([
    ['a package', "import { stringify } from 'yaml'; console.log(stringify(1));", /node_modules\/yaml/],
    ['an import at load', "import { request } from 'node:https'; console.log(request);", /Found: node:https/],
  ])('of own code only refuses %s', async (_, source, message) => {
    await expect(bundle(source, 'own code')).rejects.toThrow(message);
  });
});

describe('the notices', () => {
  it('name each bundled package with its version, licence and licence text', async () => {
    const { metafile } = await bundle(
      "import { stringify } from 'yaml'; console.log(stringify(1));",
      'packages',
    );
    const notices = collectNotices([metafile]);
    expect(notices).toMatch(/- yaml \d+\.\d+\.\d+ \(ISC\)/);
    expect(notices).toContain('Permission to use, copy, modify, and/or distribute this software');
  });

  it('leave out packages of which nothing is bundled', async () => {
    const { metafile } = await bundle(
      "import type { ToStringOptions } from 'yaml'; export type A = ToStringOptions;",
      'packages',
    );
    expect(collectNotices([metafile])).not.toContain('yaml');
  });
});
