import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const service = join(root, 'examples', 'round');

/** Files of the example service that a user's repository would hold; the rest is about the example itself. */
const serviceFiles = ['serverless.yml', 'package.json', 'README.md', 'round/handler.mjs'];

/**
 * The first commit of `acme/functions`, path → text: the example service, the configuration of the lab, and the
 * template workflows as `init` would write them.
 */
export async function readAcmeFiles(): Promise<Readonly<Record<string, string>>> {
  const workflows = join(root, 'templates', 'workflows');
  const sources: [string, string][] = [
    ...serviceFiles.map((path): [string, string] => [path, join(service, path)]),
    ['.github/scientist.yml', join(root, 'lab', 'acme', 'scientist.yml')],
    ...(await readdir(workflows)).map((name): [string, string] => [
      `.github/workflows/${name}`,
      join(workflows, name),
    ]),
  ];
  return Object.fromEntries(
    await Promise.all(sources.map(async ([path, file]) => [path, await readFile(file, 'utf8')] as const)),
  );
}

/** What a pull request with that candidate of the example changes: path → text, null for a file that goes. */
export async function readCandidateFiles(
  candidate: 'python' | 'python-mended',
): Promise<Readonly<Record<string, string | null>>> {
  const folder = join(service, 'candidates', candidate);
  const changed = ['serverless.yml', 'round/handler.py'];
  return {
    'round/handler.mjs': null,
    ...Object.fromEntries(
      await Promise.all(
        changed.map(async (path) => [path, await readFile(join(folder, path), 'utf8')] as const),
      ),
    ),
  };
}
