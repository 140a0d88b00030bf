import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { type ZippedFile, zipFiles } from '../../github/zip-files.ts';

/**
 * Plays the packing of `actions/upload-artifact`: one folder or file, zipped with paths relative to it;
 * files in or below a name with a leading dot only where `include-hidden-files` says so, symbolic links
 * never. Returns `undefined` when nothing is left, and throws where `if-no-files-found: error` asks for it.
 */
export async function packArtifact(
  workspace: string,
  inputs: Readonly<Record<string, string>>,
): Promise<Buffer | undefined> {
  const path = inputs.path ?? '';
  const files = await filesBelow(join(workspace, path));
  const takesHidden = inputs['include-hidden-files'] === 'true';
  const kept = files.filter((file) => takesHidden || !isHidden(join(path, file.path)));
  if (kept.length > 0) return zipFiles(kept);
  if (inputs['if-no-files-found'] === 'error')
    throw new Error(`No files were found with the provided path: ${path}`);
  return undefined;
}

async function filesBelow(root: string): Promise<ZippedFile[]> {
  const found = await stat(root).catch(() => undefined);
  if (found === undefined) return [];
  if (found.isFile()) return [{ path: basename(root), bytes: await readFile(root) }];
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    files.sort().map(async (file) => ({
      path: relative(root, file).split(sep).join('/'),
      bytes: await readFile(file),
    })),
  );
}

function isHidden(path: string): boolean {
  return path.split(/[\\/]/).some((part) => part.startsWith('.') && part !== '.' && part !== '..');
}
