import { numberAt, textAt } from '../github/json.ts';
import type { Speaker } from './speak-github.ts';

/** What a commit changes: path → text, null for a file that goes. */
export type FileChanges = Readonly<Record<string, string | null>>;

/** An open pull request and the commit it stands at. */
export interface Pull {
  readonly number: number;
  readonly headSha: string;
}

/** Commits to a branch that exists; returns the commit's SHA. */
export async function pushTo(speaker: Speaker, branch: string, files: FileChanges): Promise<string> {
  const sha = await commitOn(speaker, branch, files);
  await speaker.ask('PATCH', `/git/refs/heads/${branch}`, { sha });
  return sha;
}

/** Branches off `main` with one commit and opens a pull request. */
export async function openPull(
  speaker: Speaker,
  { branch, title, files }: { readonly branch: string; readonly title: string; readonly files: FileChanges },
): Promise<Pull> {
  const headSha = await commitOn(speaker, 'main', files);
  await speaker.ask('POST', '/git/refs', { ref: `refs/heads/${branch}`, sha: headSha });
  const pull = await speaker.ask('POST', '/pulls', { title, head: branch, base: 'main' });
  return { number: numberAt(pull, 'number'), headSha };
}

/** Makes a commit on top of a branch, which stays where it is. */
async function commitOn(speaker: Speaker, branch: string, files: FileChanges): Promise<string> {
  const parent = textAt(await speaker.ask('GET', `/git/ref/heads/${branch}`), 'object', 'sha');
  const tree = textAt(await speaker.ask('GET', `/git/commits/${parent}`), 'tree', 'sha');
  const entries = Object.entries(files).map(([path, content]) => ({
    path,
    mode: '100644',
    type: 'blob',
    ...(content === null ? { sha: null } : { content }),
  }));
  const changed = await speaker.ask('POST', '/git/trees', { base_tree: tree, tree: entries });
  const commit = await speaker.ask('POST', '/git/commits', {
    message: `Change ${Object.keys(files).join(', ')}`,
    tree: textAt(changed, 'sha'),
    parents: [parent],
  });
  return textAt(commit, 'sha');
}
