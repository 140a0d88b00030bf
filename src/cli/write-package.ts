import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { manifestFileName } from '../../scientist-runtime/contract/manifest.ts';
import { ScientistError } from '../errors.ts';
import type { ServerlessPackage } from '../inputs/serverless-package.ts';

/**
 * Writes a package into a folder of its own. The folder is made anew, so that nothing of an older package is uploaded
 * with this one. Throws `WrongUsage` where it holds anything but a package: that is not ours to delete.
 */
export async function writePackage(
  out: string,
  { manifest, artifacts }: Pick<ServerlessPackage, 'manifest' | 'artifacts'>,
): Promise<void> {
  const present = await namesIn(out);
  const isPackage = present.includes(manifestFileName);
  const foreign = present.find((name) => name !== manifestFileName && !(isPackage && name.endsWith('.zip')));
  if (foreign !== undefined) {
    throw new ScientistError('WrongUsage', {
      expected: `${resolve(out)} to be empty, or to hold an older package`,
      found: `it holds ${foreign}`,
      remedy: 'Name another folder with --out; this one would be emptied',
    });
  }
  for (const name of present) {
    await rm(join(out, name));
  }
  await mkdir(out, { recursive: true });
  for (const [path, bytes] of artifacts) {
    await writeFile(join(out, basename(path)), bytes);
  }
  await writeFile(join(out, manifestFileName), `${JSON.stringify(manifest, null, 2)}\n`);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') {
      return [];
    }
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOTDIR') {
      return [basename(folder)];
    }
    throw thrown;
  }
}
