import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../scripts/run-command.ts';
import { writeFolder } from '../../scripts/write-folder.ts';

let folder: string;
let relative: string;
beforeEach(() => {
  mkdirSync(join(root, '.tools'), { recursive: true });
  folder = mkdtempSync(join(root, '.tools', 'folder-test-'));
  relative = join('.tools', basename(folder));
});
afterEach(() => rmSync(folder, { recursive: true }));

const bytes = (text: string) => new TextEncoder().encode(text);

describe('writing a folder', () => {
  it('leaves exactly the given files in it', () => {
    writeFileSync(join(folder, 'stale.js'), 'old');
    writeFileSync(join(folder, 'a.js'), 'old');
    writeFolder(
      relative,
      new Map([
        ['a.js', bytes('new')],
        ['runtime/b.mjs', bytes('b')],
      ]),
      [],
    );
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(['a.js', 'runtime', 'runtime/b.mjs']);
    expect(readFileSync(join(folder, 'a.js'), 'utf8')).toBe('new');
  });

  it('makes only the programs executable', () => {
    writeFolder(
      relative,
      new Map([
        ['cli.js', bytes('a')],
        ['index.js', bytes('b')],
      ]),
      ['cli.js'],
    );
    const executable = (name: string) => (statSync(join(folder, name)).mode & 0o100) !== 0;
    expect([executable('cli.js'), executable('index.js')]).toEqual([true, false]);
  });

  it('does not touch a file that is already right', () => {
    const files = new Map([['a.js', bytes('same')]]);
    writeFolder(relative, files, []);
    const before = statSync(join(folder, 'a.js'));
    writeFolder(relative, files, []);
    expect(statSync(join(folder, 'a.js')).ino).toBe(before.ino);
  });
});
