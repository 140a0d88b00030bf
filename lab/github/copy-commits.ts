import { Refusal } from './exchange.ts';
import { type Json, objectAt, objectsAt, textAt } from './json.ts';

/** One repository's git data, asked as somebody who may. Paths follow `/repos/owner/name`. */
export type AskRepository = (method: string, path: string, body?: Json) => Promise<Json>;

/**
 * Copies a commit with all that leads to it into another repository. github.com keeps the objects of a
 * repository and its forks in one store; the emulator keeps each apart and forks without history. Objects are
 * named by their content, so the copies have the same SHAs.
 * @throws Error if a copy came out different.
 */
export async function copyCommits(from: AskRepository, to: AskRepository, sha: string): Promise<void> {
  if (await has(to, sha)) return;
  const commit = objectAt(await from('GET', `/git/commits/${sha}`));
  const parents = objectsAt(commit, 'parents').map((parent) => textAt(parent, 'sha'));
  for (const parent of parents) await copyCommits(from, to, parent);
  const tree = textAt(commit, 'tree', 'sha');
  await copyTree(from, to, tree);
  const copy = await to('POST', '/git/commits', {
    message: textAt(commit, 'message'),
    tree,
    parents,
    author: objectAt(commit, 'author'),
    committer: objectAt(commit, 'committer'),
  });
  if (textAt(copy, 'sha') !== sha) throw new Error(`the copy of commit ${sha} is ${textAt(copy, 'sha')}`);
}

async function copyTree(from: AskRepository, to: AskRepository, sha: string): Promise<void> {
  const listing = await from('GET', `/git/trees/${sha}?recursive=1`);
  const blobs = objectsAt(listing, 'tree').filter((entry) => entry.type === 'blob');
  for (const entry of blobs) {
    const blob = await from('GET', `/git/blobs/${textAt(entry, 'sha')}`);
    await to('POST', '/git/blobs', { content: textAt(blob, 'content'), encoding: textAt(blob, 'encoding') });
  }
  const tree = blobs.map((entry) => ({
    path: textAt(entry, 'path'),
    mode: textAt(entry, 'mode'),
    type: 'blob',
    sha: textAt(entry, 'sha'),
  }));
  const copy = await to('POST', '/git/trees', { tree });
  if (textAt(copy, 'sha') !== sha) throw new Error(`the copy of tree ${sha} is ${textAt(copy, 'sha')}`);
}

async function has(repository: AskRepository, sha: string): Promise<boolean> {
  try {
    await repository('GET', `/git/commits/${sha}`);
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) return false;
    throw error;
  }
}
