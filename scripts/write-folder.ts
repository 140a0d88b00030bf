import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './run-command.ts';

/**
 * Makes `folder` (relative to the clone's root) hold exactly these files. An equal file is left alone and another
 * one is replaced at once, so a program that runs from the folder never meets half a file.
 */
export function writeFolder(
  folder: string,
  files: ReadonlyMap<string, Uint8Array>,
  executables: readonly string[],
): void {
  const base = join(root, folder);
  const staging = join(root, '.tools');
  mkdirSync(staging, { recursive: true });
  mkdirSync(base, { recursive: true });
  for (const [name, contents] of files) {
    const path = join(base, name);
    if (existsSync(path) && readFileSync(path).equals(contents)) continue;
    mkdirSync(dirname(path), { recursive: true });
    const staged = join(staging, `${process.pid}.new`);
    writeFileSync(staged, contents, { mode: executables.includes(name) ? 0o755 : 0o644 });
    renameSync(staged, path);
  }
  for (const entry of readdirSync(base, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isDirectory() && !files.has(relative(base, path))) rmSync(path);
  }
}
