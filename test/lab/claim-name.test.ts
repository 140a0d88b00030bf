import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimName } from '../../lab/claim-name.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scientist-claim-'));
});
afterEach(() => rm(folder, { recursive: true }));

const held = () => join(folder, 'demo.pid');

describe('a claimed name', () => {
  it('says who holds it, and is gone when it is let go of', async () => {
    const letGo = await claimName(folder, 'demo');
    expect(await readFile(held(), 'utf8')).toBe(String(process.pid));
    expect(await readdir(folder)).toEqual(['demo.pid']);
    await letGo();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is refused while another living process holds it, and stays that one’s', async () => {
    await writeFile(held(), String(process.ppid));
    await expect(claimName(folder, 'demo')).rejects.toMatchObject({
      name: 'NotPermitted',
      message: expect.stringMatching(
        new RegExp(`^process ${process.ppid} runs one already.*expected one demo at a time.*Wait for it`),
      ),
    });
    expect(await readdir(folder)).toEqual(['demo.pid']);
    expect(await readFile(held(), 'utf8')).toBe(String(process.ppid));
  });

  it('that cannot be written is told as other files of the lab are', async () => {
    await writeFile(join(folder, 'file'), 'where the folder would be');
    await expect(claimName(join(folder, 'file'), 'demo')).rejects.toMatchObject({
      name: 'NotPermitted',
      message: expect.stringContaining('expected to write'),
    });
  });

  it.each([
    ['a process that died', String(spawnSync(process.execPath, ['--version']).pid)],
    ['a process that had our own id before us', String(process.pid)],
    ['nobody, in a damaged file', ''],
  ])('is taken over from %s', async (_, holder) => {
    await writeFile(held(), holder);
    const letGo = await claimName(folder, 'demo');
    expect(await readFile(held(), 'utf8')).toBe(String(process.pid));
    expect(await readdir(folder)).toEqual(['demo.pid']);
    await letGo();
  });
});
