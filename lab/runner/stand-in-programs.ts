import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Writes `npm` and `npx` for jobs into a folder. A job's `npm ci` would download; the lab links the locked
 * modules of this repository instead, since it works without a network. `npx` runs what is installed there,
 * and this repository's own command line as `serverless-scientist`, with `--no` (download nothing) or without. Anything else fails loudly.
 */
export async function writeStandInPrograms(
  folder: string,
  repositoryRoot: string,
  node: string,
): Promise<void> {
  const modules = join(repositoryRoot, 'node_modules');
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'npm'),
    `#!/bin/sh
case "$1" in
  ci) ln -sfn '${modules}' node_modules && echo 'lab: linked the locked modules instead of downloading' ;;
  # osls asks npm which modules are for development only.
  ls) exit 0 ;;
  *) echo "lab: npm $1 is not played here" >&2; exit 1 ;;
esac
`,
    { mode: 0o755 },
  );
  await writeFile(
    join(folder, 'npx'),
    `#!/bin/sh
[ "$1" = --no ] && shift
name="$1"; shift
case "$name" in
  serverless-scientist) exec '${node}' '${join(repositoryRoot, 'dist', 'cli.js')}' "$@" ;;
esac
[ -x "node_modules/.bin/$name" ] || { echo "lab: $name is not installed, and npx downloads nothing here" >&2; exit 1; }
exec "node_modules/.bin/$name" "$@"
`,
    { mode: 0o755 },
  );
}
