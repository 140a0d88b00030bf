import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../scripts/run-command.ts';
import { addFiles, writeFolder } from '../../scripts/write-folder.ts';

let folder: string;
let relative: string;
beforeEach(() => {
  mkdirSync(join(root, '.tools'), { recursive: true });
  folder = mkdtempSync(join(root, '.tools', 'folder-test-'));
  relative = join('.tools', basename(folder));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('writing a folder', () => {
  it('leaves exactly the given files in it', () => {
    writeFileSync(join(folder, 'stale.js'), 'old');
    writeFileSync(join(folder, 'a.js'), 'old');
    const files = ['a.js', 'runtime/b.mjs'].map((name) => ({ name, contents: 'new' }));
    writeFolder(relative, files);
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(['a.js', 'runtime', 'runtime/b.mjs']);
    expect(readFileSync(join(folder, 'a.js'), 'utf8')).toBe('new');
  });

  it('makes only the programs executable', () => {
    const program = { name: 'cli.js', contents: '', executable: true };
    writeFolder(relative, [program, { name: 'index.js', contents: '' }]);
    const isExecutable = (name: string) => (statSync(join(folder, name)).mode & 0o100) !== 0;
    expect([isExecutable('cli.js'), isExecutable('index.js')]).toEqual([true, false]);
  });

  it('does not touch a file that is already right', () => {
    const files = [{ name: 'a.js', contents: 'same' }];
    writeFolder(relative, files);
    const before = statSync(join(folder, 'a.js'));
    writeFolder(relative, files);
    expect(statSync(join(folder, 'a.js')).ino).toBe(before.ino);
  });
});

describe('adding files to a folder', () => {
  it('leaves the others alone', () => {
    writeFileSync(join(folder, 'other.js'), 'other');
    addFiles(relative, [{ name: 'a.js', contents: 'new' }]);
    expect(readdirSync(folder).sort()).toEqual(['a.js', 'other.js']);
  });
});
