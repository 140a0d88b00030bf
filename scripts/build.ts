import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeBundle } from './bundle.ts';
import { bundles } from './bundles.ts';
import { collectNotices } from './collect-notices.ts';
import { root } from './run-command.ts';
import { writeFolder } from './write-folder.ts';

const ready = bundles.filter(({ entry }) => existsSync(join(root, entry)));
const made = await Promise.all(ready.map(async (bundle) => ({ bundle, ...(await makeBundle(bundle)) })));
const files = new Map(made.map(({ bundle, contents }) => [bundle.outfile.slice('dist/'.length), contents]));
const text = new TextEncoder();
files.set('NOTICES.md', text.encode(collectNotices(made.map(({ metafile }) => metafile))));
// Node reads the bundles as ES modules wherever the folder is copied to.
files.set('package.json', text.encode('{ "type": "module" }\n'));
const executables = made.flatMap(({ bundle }) =>
  bundle.executable ? [bundle.outfile.slice('dist/'.length)] : [],
);

writeFolder('dist', files, executables);
for (const [name, { length }] of files) console.log(`dist/${name}  ${length} bytes`);
