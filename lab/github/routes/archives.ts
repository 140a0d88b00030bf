import type { Answer, Call, Route } from '../exchange.ts';
import type { Hub } from '../hub.ts';
import { at, objectsAt, textAt } from '../json.ts';
import { requirePermission } from '../require-permission.ts';
import { type ZippedFile, zipFiles } from '../zip-files.ts';

/** The source of a commit as a zip, as `actions/checkout` takes it where git is missing. */
export function archiveRoutes(hub: Hub): Route[] {
  return [
    { method: 'GET', pattern: '/repos/:owner/:repo/zipball/:ref*', answer: (call) => zipball(hub, call) },
    { method: 'GET', pattern: '/repos/:owner/:repo/zipball', answer: (call) => zipball(hub, call) },
  ];
}

async function zipball(hub: Hub, call: Call): Promise<Answer> {
  requirePermission(call.identity, ['contents'], 'read');
  const ref = call.params.ref ?? 'main';
  const { repository } = hub;
  const commit = await hub.asOwner('GET', `/repos/${repository}/commits/${encodeURIComponent(ref)}`);
  const sha = textAt(commit, 'sha');
  const files = await filesAt(hub, repository, textAt(commit, 'commit', 'tree', 'sha'));
  const folder = `${repository.replace('/', '-')}-${sha.slice(0, 7)}`;
  const zip = await zipFiles(files.map((file) => ({ ...file, path: `${folder}/${file.path}` })));
  return { status: 302, headers: { location: hub.signedDownload(`${folder}.zip`, zip) } };
}

async function filesAt(hub: Hub, repository: string, treeSha: string): Promise<ZippedFile[]> {
  const tree = await hub.asOwner('GET', `/repos/${repository}/git/trees/${treeSha}?recursive=1`);
  const blobs = objectsAt(tree, 'tree').filter((entry) => entry.type === 'blob');
  return Promise.all(
    blobs.map(async (entry) => {
      const blob = await hub.asOwner('GET', `/repos/${repository}/git/blobs/${textAt(entry, 'sha')}`);
      const encoding = at(blob, 'encoding') === 'base64' ? 'base64' : 'utf8';
      return {
        path: textAt(entry, 'path'),
        mode: Number.parseInt(textAt(entry, 'mode'), 8),
        bytes: Buffer.from(textAt(blob, 'content'), encoding),
      };
    }),
  );
}
