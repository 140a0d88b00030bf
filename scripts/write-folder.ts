import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './run-command.ts';

/** A file to be written, named relative to its folder. */
export interface GeneratedFile {
  readonly name: string;
  readonly contents: Uint8Array | string;
  readonly executable?: boolean;
}

/** Makes `folder` (relative to the clone's root) hold exactly these files. */
export function writeFolder(folder: string, files: readonly GeneratedFile[]): void {
  addFiles(folder, files);
  const base = join(root, folder);
  const names = new Set(files.map(({ name }) => name));
  for (const entry of readdirSync(base, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isDirectory() && !names.has(relative(base, path))) rmSync(path);
  }
}

/**
 * Writes these files into `folder` and leaves others alone. An equal file is not touched and another one is replaced
 * at once, so a program that runs from the folder never meets half a file.
 */
export function addFiles(folder: string, files: readonly GeneratedFile[]): void {
  const staging = join(root, '.tools');
  mkdirSync(staging, { recursive: true });
  for (const { name, contents, executable } of files) {
    const path = join(root, folder, name);
    const bytes = Buffer.from(contents);
    if (existsSync(path) && readFileSync(path).equals(bytes)) continue;
    mkdirSync(dirname(path), { recursive: true });
    const staged = join(staging, `${process.pid}.new`);
    writeFileSync(staged, bytes, { mode: executable ? 0o755 : 0o644 });
    renameSync(staged, path);
  }
}
