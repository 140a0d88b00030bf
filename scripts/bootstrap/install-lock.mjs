// A lock for one machine: whoever links its own file to the lock's name holds it. Plain JavaScript, see bootstrap.mjs.
import { linkSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const pollMs = 200;

/**
 * Takes the lock at `path`, waiting while a living process holds it; calls `onWait` once if it has to wait.
 * Resolves with the function that releases it. A lock whose holder died is taken over.
 */
export async function takeLock(path, onWait) {
  const mine = `${path}.${process.pid}`;
  const leave = () => rmSync(mine, { force: true });
  const release = () => rmSync(path, { force: true });
  process.on('exit', leave);
  // Written first and linked after, so that nobody ever sees a lock without its holder in it.
  writeFileSync(mine, String(process.pid));
  for (let waited = false; !link(mine, path); waited = true) {
    const holder = readHolder(path);
    if (holder !== undefined && !isAlive(holder)) removeStale(path, holder, mine);
    else if (!waited) onWait();
    await sleep(pollMs);
  }
  process.on('exit', release);
  leave();
  return () => {
    process.removeListener('exit', release);
    release();
  };
}

function link(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (thrown) {
    if (thrown.code === 'EEXIST') return false;
    throw thrown;
  }
}

/** Process id of the holder, or undefined where the lock has just been released. */
function readHolder(path) {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch (thrown) {
    if (thrown.code === 'ENOENT') return undefined;
    throw thrown;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return thrown.code !== 'ESRCH';
  }
}

/** Moves the lock away first: if another process was quicker and it is a living one's by now, it goes back. */
function removeStale(path, holder, mine) {
  const aside = `${mine}.stale`;
  try {
    renameSync(path, aside);
  } catch (thrown) {
    if (thrown.code === 'ENOENT') return;
    throw thrown;
  }
  if (Number(readFileSync(aside, 'utf8')) !== holder) link(aside, path);
  unlinkSync(aside);
}
