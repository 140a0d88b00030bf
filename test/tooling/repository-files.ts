import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** Paths of all files that are or would be committed, relative to the root; without the generated dist/. */
export function repositoryFiles(): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z', '--', '.', ':!dist'];
  const paths = execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).split(
    '\0',
  );
  return [...new Set(paths)].filter((path) => path !== '' && existsSync(join(root, path)));
}

/** Text of one of them. */
export function readRepositoryFile(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}
