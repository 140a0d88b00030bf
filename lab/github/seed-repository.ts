import type { Hub } from './hub.ts';
import type { Role } from './identity.ts';
import { type JsonObject, textAt } from './json.ts';

/** Who works on the lab's repository, and how far each may go. */
export const people = {
  author: { login: 'ana', role: 'write' },
  reviewer: { login: 'ben', role: 'write' },
  maintainer: { login: 'maria', role: 'admin' },
  outsider: { login: 'otto', role: 'read' },
} as const satisfies Record<string, { login: string; role: Role }>;

/** Owns the organisation; in nobody's hands during a run. */
export const ownerLogin = 'acme-owner';

/** REST's older words for roles, which the collaborators endpoint takes. */
const wireRoles: Readonly<Record<string, string>> = { read: 'pull', write: 'push' };

/** Gives people their roles and makes the files the first commit of `main`. Returns its SHA. */
export async function seedRepository(
  hub: Hub,
  roles: ReadonlyMap<string, Role>,
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const repo = `/repos/${hub.repository}`;
  for (const [login, role] of roles) {
    if (login === ownerLogin || role === 'none') continue;
    const permission = wireRoles[role] ?? role;
    await hub.asOwner('PUT', `${repo}/collaborators/${login}`, { permission });
  }
  const tree: JsonObject[] = Object.entries(files).map(([path, content]) => ({
    path,
    mode: '100644',
    type: 'blob',
    content,
  }));
  const treeSha = textAt(await hub.asOwner('POST', `${repo}/git/trees`, { tree }), 'sha');
  const commit = await hub.asOwner('POST', `${repo}/git/commits`, {
    message: 'Start the functions',
    tree: treeSha,
    parents: [],
    author: { name: people.maintainer.login, email: `${people.maintainer.login}@example.com` },
  });
  const sha = textAt(commit, 'sha');
  await hub.asOwner('POST', `${repo}/git/refs`, { ref: 'refs/heads/main', sha });
  hub.ledger.heads.set(`${hub.repository}:main`, sha);
  return sha;
}
