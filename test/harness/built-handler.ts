import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBundle } from '../../scripts/bundle.ts';
import { type Bundle, bundles } from '../../scripts/bundles.ts';

const folder = mkdtempSync(join(tmpdir(), 'scientist-handlers-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const built = new Map<string, Promise<string>>();

/** Path of front's bundle as it would be deployed, made once per process. */
export function builtFront(): Promise<string> {
  const bundle = bundles.find(({ entry }) => entry === 'scientist-runtime/front.ts');
  if (bundle === undefined) {
    throw new Error('scripts/bundles.ts does not say how front is built');
  }
  return builtOnce(bundle);
}

/** Path of the bundle of a handler in this folder, made as front's is. */
export function builtHandler(name: 'pass-through' | 'empty-handler'): Promise<string> {
  return builtOnce({
    entry: `test/harness/${name}.ts`,
    outfile: `dist/${name}.mjs`,
    target: 'node22',
    contents: 'own code',
  });
}

function builtOnce(bundle: Bundle): Promise<string> {
  const known = built.get(bundle.entry) ?? build(bundle);
  built.set(bundle.entry, known);
  return known;
}

async function build(bundle: Bundle): Promise<string> {
  const { contents } = await makeBundle(bundle);
  const own = join(folder, bundle.entry.replaceAll('/', '-'));
  mkdirSync(own, { recursive: true });
  const file = join(own, 'index.mjs');
  writeFileSync(file, contents);
  return file;
}
