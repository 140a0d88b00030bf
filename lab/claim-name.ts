import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ScientistError } from '../src/errors.ts';
import { unwritable } from './open-log.ts';

/**
 * Claims a name in a folder for this process: `<name>.pid` says who holds it. Gives the function that lets go of it; a
 * claim whose process has died is taken over. Throws `NotPermitted` while another living process holds it, and where
 * the folder cannot be written.
 */
export async function claimName(folder: string, name: string): Promise<() => Promise<void>> {
  const path = join(folder, `${name}.pid`);
  const mine = `${path}.${process.pid}`;
  // Written first and linked after, so that nobody ever sees a claim without its holder in it.
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(mine, String(process.pid));
  } catch (thrown) {
    throw unwritable(mine, thrown);
  }
  try {
    while (!(await isLinked(mine, path))) {
      const holder = await holderOf(path);
      // A container gives its processes the same ids each time, so that a dead holder may have had our own.
      if (holder !== null && holder !== process.pid && isAlive(holder)) throw taken(name, holder, path);
      if (holder !== null) await removeStale(path, holder, mine);
    }
  } finally {
    await rm(mine, { force: true });
  }
  return () => rm(path, { force: true });
}

function taken(name: string, holder: number, path: string): ScientistError {
  return new ScientistError('NotPermitted', {
    expected: `one ${name} at a time in this clone`,
    found: `process ${holder} runs one already, and it writes to the same files`,
    remedy: `Wait for it, end it, or use another clone (${path} says who it is)`,
  });
}

/** Moves the claim away first: if another process was quicker and it is a living one's by now, it goes back. */
async function removeStale(path: string, holder: number, mine: string): Promise<void> {
  const aside = `${mine}.stale`;
  try {
    await rename(path, aside);
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return;
    throw thrown;
  }
  if ((await holderOf(aside)) !== holder) await isLinked(aside, path);
  await rm(aside, { force: true });
}

/** False where the name is taken. */
async function isLinked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (thrown) {
    if (codeOf(thrown) === 'EEXIST') return false;
    throw thrown;
  }
}

/** Process id of the holder; null where the claim has just been let go of. */
async function holderOf(path: string): Promise<number | null> {
  try {
    return Number(await readFile(path, 'utf8'));
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return null;
    throw thrown;
  }
}

function isAlive(pid: number): boolean {
  // Nought is the whole process group, and no number is nobody.
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return codeOf(thrown) !== 'ESRCH';
  }
}

function codeOf(thrown: unknown): unknown {
  return thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
}
