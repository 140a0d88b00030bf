import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { describe, expect, it } from 'vitest';
import type { EvidenceBundle } from '../../scientist-runtime/contract/evidence-bundle.ts';
import { runProgram } from '../harness/built-program.ts';
import { bundleOf } from '../report/made-bundle.ts';
import { scratchFolder, writeFiles } from './scratch-folder.ts';

const folder = scratchFolder();
const verdict = (...programArguments: readonly string[]) =>
  runProgram('src/cli.ts', ['verdict', ...programArguments], { cwd: folder });
const sha256Of = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

const published = await bundleOf('ready');
const sha256 = sha256Of(published);
const bundle: EvidenceBundle = JSON.parse(published);
writeFiles(folder, { 'bundle.json': published });

describe('a bundle as it was published', () => {
  it.each([
    ['ready', 0],
    ['failed', 1],
    ['invalid', 1],
    ['inconclusive', 1],
    ['collecting', 1],
  ])('is told to people as the golden file says: %s', async (name, exitCode) => {
    const text = await bundleOf(name);
    writeFiles(folder, { [`${name}.json`]: text });
    const { code, stdout, stderr } = await verdict(`${name}.json`, '--sha256', sha256Of(text));
    expect({ code, stderr }).toEqual({ code: exitCode, stderr: '' });
    await expect(stdout).toMatchFileSnapshot(`golden/verdict-${name}.golden.txt`);
  });

  it('is told to machines with all digits', async () => {
    const { code, stdout } = await verdict('bundle.json', '--json', '--sha256', sha256.toUpperCase());
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      file: 'bundle.json',
      sha256,
      expectedSha256: sha256,
      isPublished: true,
      isCanonical: true,
      agrees: true,
      disagreements: [],
      software: bundle.software,
      evidenceKey: bundle.evidenceKey,
      function: 'round',
      repository: bundle.repository,
      pullRequest: bundle.pullRequest,
      headSha: bundle.headSha,
      nowMs: bundle.nowMs,
      verdict: bundle.verdict,
    });
  });

  it('has its hash printed where none was given, to be compared', async () => {
    const { code, stdout } = await verdict('bundle.json');
    expect(code).toBe(0);
    expect(stdout).toContain(`bundle.json: sha256 ${sha256}\nCompare this sha256 with the one in the check`);
    expect(JSON.parse((await verdict('bundle.json', '--json')).stdout)).toMatchObject({ isPublished: null });
  });
});

const rows = (change: (rows: EvidenceBundle['rows']) => unknown) => ({
  ...bundle,
  rows: change(bundle.rows),
});
const [first, second, ...others] = bundle.rows;
const { hashed, policy } = bundle;

/** Canonical again, as somebody would write it who knows the format. */
const written = (changed: unknown) => canonicalize(changed) ?? '';

describe('a bundle that somebody has changed', () => {
  const changes: readonly [string, string, RegExp | null][] = [
    ['a digit of a duration', published.replace(/("rows":\[\[(?:[\d.]+,){6})[\d.]+/, '$123.5'), null],
    ['the commit', written({ ...bundle, headSha: 'f'.repeat(40) }), null],
    ['white space', JSON.stringify(bundle, null, 2), /not in canonical form/],
    [
      'the order of keys',
      JSON.stringify(Object.fromEntries(Object.entries(bundle).toReversed())),
      /not in canonical form/,
    ],
    ['a line end', `${published}\n`, /not in canonical form/],
    [
      'a limit',
      written({ ...bundle, policy: { ...policy, errorTolerance: 0.5 } }),
      /criteria\.errors\.limit/,
    ],
    ['α', written({ ...bundle, policy: { ...policy, alphaPass: 0.4 } }), /the bundle says .*recomputed/],
    ['a row left out', written(rows((all) => all.slice(0, -1))), /verdict\.counts\.rows/],
    ['a row that is there twice', written(rows((all) => [first, ...all])), /verdict\.counts\.rows/],
    ['rows that have changed places', written(rows(() => [second, first, ...others])), /not before/],
    [
      'the decision',
      written({ ...bundle, verdict: { ...bundle.verdict, decision: 'fail' } }),
      /decision: the bundle says "fail", recomputed "pass"/,
    ],
    [
      'what was compared',
      written({ ...bundle, hashed: { ...hashed, release: 'round-pr8' } }),
      /evidenceKey: the bundle says /,
    ],
    [
      'the evidence key',
      written({ ...bundle, evidenceKey: '0'.repeat(32) }),
      /evidenceKey: the bundle says /,
    ],
  ];

  it.each(changes)('%s: is not the published one', async (_, text) => {
    expect(text).not.toBe(published);
    writeFiles(folder, { 'changed.json': text });
    const { code, stdout, stderr } = await verdict('changed.json', '--sha256', sha256);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toBe(
      `changed.json: this is not the bundle whose hash is published.\n  its sha256:   ${sha256Of(text)}\n  expected:     ${sha256}\nNothing was recomputed from it. Fetch the bundle again, with the command in the comment of the pull request.\n`,
    );
    const json = JSON.parse((await verdict('changed.json', '--json', '--sha256', sha256)).stdout);
    expect(json).toEqual({
      file: 'changed.json',
      sha256: sha256Of(text),
      expectedSha256: sha256,
      isPublished: false,
    });
  });

  it.each(changes)('%s: is told without the hash as far as it can be seen', async (_, text, told) => {
    writeFiles(folder, { 'changed.json': text });
    const { code, stdout } = await verdict('changed.json');
    if (told === null) {
      // Nothing else depends on it: the output says that only the hash shows it.
      expect(code).toBe(0);
      expect(stdout).toContain('only the hash shows that nobody has changed the file');
    } else {
      expect(stdout).toMatch(told);
      expect(code).toBe(told.source.includes('canonical') ? 0 : 1);
    }
  });
});

describe('a file that is no bundle', () => {
  const notJson = '{"schemaVersion": 1,\n "rows" 7}';
  it.each<[string, string | Uint8Array, RegExp]>([
    ['no JSON', notJson, /^x\.json:2:9: expected JSON: Expected ':'/],
    ['another JSON', '{"schemaVersion": 1, "functions": {}}', /^x\.json:1:1: .*"software" is lacking$/m],
    ['a later format', '{"schemaVersion": 2}', /^x\.json:1:1: schemaVersion: expected 1, found 2/],
    ['bytes', Buffer.from([0x89, 0x50, 0, 1]), /^x\.json:1:1: expected text, found a binary file$/m],
    ['more than a bundle may have', 'x'.repeat(16_777_217), /^x\.json:1:1: expected at most 16777216 bytes/],
  ])('is told with its place, exit code 1: %s', async (_, content, problem) => {
    writeFiles(folder, { 'x.json': content });
    const { code, stdout, stderr } = await verdict('x.json');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(problem);
    const json = JSON.parse((await verdict('x.json', '--json')).stdout);
    expect(json).toMatchObject({
      file: 'x.json',
      isPublished: null,
      problems: [{ line: expect.any(Number) }],
    });
  });

  it('is first of all another one than the published', async () => {
    for (const content of [notJson, 'x'.repeat(16_777_217)]) {
      writeFiles(folder, { 'x.json': content });
      const { code, stdout } = await verdict('x.json', '--sha256', sha256);
      expect(code).toBe(1);
      expect(stdout).toContain('x.json: this is not the bundle whose hash is published.\n');
    }
  });

  it('is told as no bundle where its hash is the published one', async () => {
    writeFiles(folder, { 'x.json': notJson });
    const { code, stdout } = await verdict('x.json', '--sha256', sha256Of(notJson));
    expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringMatching(/^x\.json:2:9: /) });
  });
});

it('needs no network, no configuration and no credentials', async () => {
  const env = {
    HOME: '/nonexistent',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    HTTPS_PROXY: 'http://127.0.0.1:1',
  };
  const { code } = await runProgram('src/cli.ts', ['verdict', `${folder}/bundle.json`], { cwd: '/', env });
  expect(code).toBe(0);
});

it('says in --help what its exit codes mean', async () => {
  expect((await verdict('--help')).stdout).toContain('0 the same verdict comes out of it, and it is a pass');
});
