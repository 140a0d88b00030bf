import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLog } from '../../lab/open-log.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'open-log-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(path: string, flags: 'a' | 'w', text: string): Promise<void> {
  const log = await openLog(path, flags);
  log.end(text);
  await finished(log);
}

describe('a log of the lab', () => {
  it('goes on with what is there, or begins anew, in a folder that it makes', async () => {
    const path = join(folder, 'made', 'aws.log');
    await write(path, 'a', 'one\n');
    await write(path, 'a', 'two\n');
    expect(await readFile(path, 'utf8')).toBe('one\ntwo\n');
    await write(path, 'w', 'three\n');
    expect(await readFile(path, 'utf8')).toBe('three\n');
  });

  it('that cannot be written is told before anything is started', async () => {
    const path = join(folder, 'file', 'aws.log');
    await writeFile(join(folder, 'file'), 'where the folder would be');
    await expect(openLog(path, 'a')).rejects.toMatchObject({
      name: 'NotPermitted',
      message: expect.stringContaining(path),
    });
  });
});
