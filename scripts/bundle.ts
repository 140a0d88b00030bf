import { build, type Metafile } from 'esbuild';
import type { Bundle } from './bundles.ts';
import { root } from './run-command.ts';

/**
 * CommonJS packages inside an ES module bundle still call `require('net')`, which only exists if it is made.
 * `front` has no such package and pays for no import.
 */
const makeRequire = `import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);`;

/** A bundle in memory: who made it decides whether to write it or to compare it. */
export interface MadeBundle {
  readonly contents: Uint8Array;
  /** What went into it, in esbuild's words. */
  readonly metafile: Metafile;
}

/**
 * Makes one bundle, minified, the same byte for byte for the same input. Throws if a bundle of `own code` holds a package or imports at load.
 */
export async function makeBundle(bundle: Bundle): Promise<MadeBundle> {
  const packages = bundle.contents === 'packages';
  const banner = [bundle.executable ? '#!/usr/bin/env node' : '', packages ? makeRequire : ''];
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [bundle.entry],
    outfile: bundle.outfile,
    write: false,
    bundle: true,
    platform: 'node',
    target: bundle.target,
    format: 'esm',
    minify: true,
    // ES module builds of the SDK are smaller and start faster than the CommonJS ones Node would pick.
    mainFields: ['module', 'main'],
    // Their licences stand in NOTICES.md.
    legalComments: 'none',
    banner: { js: banner.filter((line) => line !== '').join('\n') },
    metafile: true,
    logLevel: 'warning',
  });
  const [output, ...more] = outputFiles;
  if (output === undefined || more.length > 0) throw new Error(`${bundle.outfile} did not become one file.`);
  if (!packages) assertOwnCode(bundle, metafile);
  return { contents: output.contents, metafile };
}

function assertOwnCode(bundle: Bundle, metafile: Metafile): void {
  const packages = Object.keys(metafile.inputs).filter((path) => path.includes('node_modules/'));
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path));
  const found = [...packages, ...imports];
  if (found.length > 0) {
    throw new Error(
      `${bundle.outfile} must hold our own code only and import nothing at load. Found: ${found.join(', ')}`,
    );
  }
}
