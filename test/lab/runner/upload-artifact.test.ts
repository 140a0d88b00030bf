import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readZip } from '../../../lab/github/read-zip.ts';
import { packArtifact } from '../../../lab/runner/steps/upload-artifact.ts';

describe('an artifact', () => {
  let workspace: string;

  beforeAll(async () => {
    workspace = await mkdtemp(join(tmpdir(), 'scientist-upload-test-'));
    await mkdir(join(workspace, '.scientist', 'deep'), { recursive: true });
    await mkdir(join(workspace, 'out'));
    await writeFile(join(workspace, '.scientist', 'scientist-manifest.json'), '{}');
    await writeFile(join(workspace, '.scientist', 'deep', 'round.zip'), 'zip');
    await writeFile(join(workspace, 'out', 'seen.txt'), 'seen');
    await writeFile(join(workspace, 'out', '.env'), 'secret');
    await symlink('/etc/passwd', join(workspace, 'out', 'passwd'));
  });
  afterAll(() => rm(workspace, { recursive: true, force: true }));

  const packed = async (inputs: Record<string, string>) => {
    const zip = await packArtifact(workspace, inputs);
    return zip === undefined ? [] : (await readZip(zip)).map((file) => file.path).sort();
  };

  it('leaves out what is hidden, and symbolic links', async () => {
    expect(await packed({ path: 'out' })).toEqual(['seen.txt']);
  });

  it('is empty for a hidden folder unless hidden files are asked for', async () => {
    expect(await packed({ path: '.scientist/' })).toEqual([]);
    expect(await packed({ path: '.scientist/', 'include-hidden-files': 'true' })).toEqual([
      'deep/round.zip',
      'scientist-manifest.json',
    ]);
  });

  it.each(['.scientist/', 'nowhere'])('is an error for %s where none may be missing', async (path) => {
    await expect(packed({ path, 'if-no-files-found': 'error' })).rejects.toThrow('No files were found');
  });
});
