import { compareCommits } from './compare-commits.ts';
import type { Hub } from './hub.ts';
import { at, type JsonObject, textAt } from './json.ts';

/**
 * Paths that both sides changed differently since their merge base. Real merges look into the files;
 * one conflict per path is as strict as the lab needs.
 */
export async function conflictsOf(hub: Hub, baseSha: string, headSha: string): Promise<readonly string[]> {
  const ours = changesOf((await compareCommits(hub, headSha, baseSha)).files);
  const theirs = changesOf((await compareCommits(hub, baseSha, headSha)).files);
  return [...theirs.keys()].filter((path) => ours.has(path) && ours.get(path) !== theirs.get(path));
}

/** What a merge is made of. */
export interface Merge {
  readonly baseSha: string;
  readonly headSha: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: string;
}

/** Writes the merged tree and its commit, and returns the commit's SHA. Branches stay where they are. */
export async function writeMerge(hub: Hub, merge: Merge): Promise<string> {
  const repo = `/repos/${hub.repository}`;
  const changes = changesOf((await compareCommits(hub, merge.baseSha, merge.headSha)).files);
  const baseTree = textAt(await hub.asOwner('GET', `${repo}/git/commits/${merge.baseSha}`), 'tree', 'sha');
  const entries = [...changes].map(([path, sha]) => ({ path, mode: '100644', type: 'blob', sha }));
  const tree =
    entries.length === 0
      ? baseTree
      : textAt(await hub.asOwner('POST', `${repo}/git/trees`, { base_tree: baseTree, tree: entries }), 'sha');
  const commit = await hub.asOwner('POST', `${repo}/git/commits`, {
    message: merge.message,
    tree,
    parents: [...merge.parents],
    author: { name: merge.author, email: `${merge.author}@example.com` },
  });
  return textAt(commit, 'sha');
}

/** path → blob, `null` where the path went away. */
function changesOf(files: readonly JsonObject[]): Map<string, string | null> {
  const changes = new Map<string, string | null>();
  for (const file of files) {
    const previous = at(file, 'previous_filename');
    if (typeof previous === 'string') changes.set(previous, null);
    changes.set(textAt(file, 'filename'), file.status === 'removed' ? null : textAt(file, 'sha'));
  }
  return changes;
}
