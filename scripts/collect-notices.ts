import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { root } from './run-command.ts';

interface BundledPackage {
  readonly title: string;
  readonly license: string;
  readonly texts: readonly string[];
}

/**
 * The licences of every package whose code stands in one of the bundles, as a page. Equal texts are printed once, the
 * order is by name, so the file is the same for the same bundles. Throws if a package states no licence.
 */
export function collectNotices(metafiles: readonly Metafile[]): string {
  const folders = new Set(metafiles.flatMap(contributingFiles).flatMap(packageFolder));
  const packages = [...folders].sort().map(readPackage);
  const byText = Map.groupBy(packages, ({ texts }) => texts.join('\n\n'));
  const sections = [...byText].map(([text, users]) => {
    const list = users.map(({ title, license }) => `- ${title} (${license})`);
    return [
      ...list,
      '',
      ...(text === '' ? ['No licence text in the package.'] : ['```text', text, '```']),
    ].join('\n');
  });
  const intro = 'The bundles in this folder contain code of these packages, under their licences.';
  return `# Third-party notices\n\n${intro}\n\n${sections.join('\n\n')}\n`;
}

function contributingFiles(metafile: Metafile): string[] {
  return Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
}

/** `node_modules/@a/b` of `node_modules/@a/b/dist/c.js`; nothing for our own files. */
function packageFolder(path: string): string[] {
  const match = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path);
  return match === null ? [] : [match[0]];
}

function readPackage(folder: string): BundledPackage {
  const { name, version, license }: { name: string; version: string; license?: string } = JSON.parse(
    readFileSync(join(root, folder, 'package.json'), 'utf8'),
  );
  if (license === undefined) throw new Error(`${folder}/package.json states no licence.`);
  const files = readdirSync(join(root, folder)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  const texts = files.sort().map((file) =>
    readFileSync(join(root, folder, file), 'utf8')
      .replace(/\r/g, '')
      .trim(),
  );
  return { title: `${name} ${version}`, license, texts };
}
