import { parseArgs } from 'node:util';
import { makeBundle } from './bundle.ts';
import { bundles } from './bundles.ts';
import { collectNotices } from './collect-notices.ts';
import { addFiles, writeFolder } from './write-folder.ts';

// `npm run build -- runtime` makes only the bundles whose path holds that word, while others are being worked on.
const { positionals } = parseArgs({ allowPositionals: true });
const wanted = bundles.filter(({ outfile }) => positionals.every((word) => outfile.includes(word)));

const made = await Promise.all(wanted.map(async (bundle) => ({ bundle, ...(await makeBundle(bundle)) })));
const files = made.map(({ bundle, contents }) => ({
  name: bundle.outfile.slice('dist/'.length),
  contents,
  executable: bundle.executable ?? false,
}));
for (const { name, contents } of files) console.log(`dist/${name}  ${contents.length} bytes`);

if (positionals.length > 0) {
  addFiles('dist', files);
} else {
  const notices = collectNotices(made.map(({ metafile }) => metafile));
  writeFolder('dist', [
    ...files,
    { name: 'NOTICES.md', contents: notices },
    // Node reads the bundles as ES modules wherever the folder is copied to.
    { name: 'package.json', contents: '{ "type": "module" }\n' },
  ]);
}
