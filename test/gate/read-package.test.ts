import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ScientistError } from '../../src/errors.ts';
import { packageFromFolder, packageFromRuns } from '../../src/gate/read-package.ts';
import { codeOf } from '../../src/inputs/archive.ts';
import { zipOf } from './package-zip.ts';
import { headSha, World } from './world.ts';

const { pullRequest } = new World();
const known = new Set(['round']);
const manifest = (functions: object) => JSON.stringify({ schemaVersion: 1, functions });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scientist package '));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

describe('a package in a folder', () => {
  it.each(['round.zip', 'zips/round.zip', './round.zip'])(
    'is read with its artifact at %s',
    async (artifact) => {
      const zip = await zipOf({ 'round/handler.mjs': 'export {}' });
      write({ 'scientist-manifest.json': manifest({ round: { artifact, memoryMb: 256 } }), [artifact]: zip });
      const read = await packageFromFolder(folder, headSha).read(pullRequest, known);
      expect(read).toMatchObject({ state: 'read', url: folder });
      const found = read.state === 'read' ? read.functions.get('round') : undefined;
      expect(found?.entry).toMatchObject({ memoryMb: 256 });
      expect(found?.code.contentHash).toBe((await codeOf(zip)).contentHash);
    },
  );

  it.each([
    ['no manifest', {}, /has no scientist-manifest\.json/],
    ['a broken manifest', { 'scientist-manifest.json': '{' }, /not valid at line 1/],
    [
      'an artifact that is not there',
      { 'scientist-manifest.json': manifest({ round: { artifact: 'round.zip' } }) },
      /the archive of `round` is not in it/,
    ],
    [
      'an artifact that is no zip',
      { 'scientist-manifest.json': manifest({ round: { artifact: 'round.zip' } }), 'round.zip': 'text' },
      /the archive of `round` is refused/,
    ],
    [
      'a path that leaves the folder',
      { 'scientist-manifest.json': manifest({ round: { artifact: '../round.zip' } }) },
      /expected a path inside the package/,
    ],
    [
      'a function that nobody configured',
      { 'scientist-manifest.json': manifest({ other: { artifact: 'other.zip' } }) },
      /does not know: other/,
    ],
  ])('is unusable with %s, in a sentence', async (_, files, problem) => {
    write(files);
    const read = await packageFromFolder(folder, null).read(pullRequest, known);
    expect(read).toEqual({ state: 'unusable', url: folder, problem: expect.stringMatching(problem) });
  });

  it('is unusable where there is no folder', async () => {
    const read = await packageFromFolder(join(folder, 'nowhere'), null).read(pullRequest, known);
    expect(read).toMatchObject({ state: 'unusable' });
  });

  it('is none for another head than it was built from: a newer push has its own run', async () => {
    write({ 'scientist-manifest.json': manifest({}) });
    const port = packageFromFolder(folder, 'b'.repeat(40));
    expect(await port.read(pullRequest, known)).toEqual({ state: 'none' });
  });
});

describe('the package of a run', () => {
  const faultOf = (name: 'InvalidInput' | 'Unavailable') =>
    new ScientistError(name, { expected: 'less', found: 'It has 9 bytes', remedy: 'Take some out.' });
  const reading = (fault: ScientistError) => {
    const github = { ...new World().ports().github, downloadArtifact: () => Promise.reject(fault) };
    return packageFromRuns(github).read(pullRequest, known);
  };

  it('is unusable where its artifact is refused, so that an earlier head’s soak can still be stopped', async () => {
    expect(await reading(faultOf('InvalidInput'))).toEqual({
      state: 'unusable',
      url: 'https://github.test/runs/1',
      problem: 'its artifact is refused: It has 9 bytes; expected less. Take some out.',
    });
  });

  it('is not judged where its artifact did not come', async () => {
    await expect(reading(faultOf('Unavailable'))).rejects.toMatchObject({ name: 'Unavailable' });
  });
});
