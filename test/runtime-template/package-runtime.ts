import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { fromBufferPromise } from 'yauzl';
import * as z from 'zod';

const template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()) }),
  ),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown(), Export: z.unknown().optional() })),
});
export type Template = z.output<typeof template>;

/** What `serverless package` makes of scientist-runtime/serverless.yml. */
export interface PackagedRuntime {
  readonly template: Template;
  /** Names of the files in each function's archive, by function key. */
  readonly archives: Readonly<Record<string, readonly string[]>>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const framework = createRequire(import.meta.url).resolve('serverless/bin/serverless.js');
const functionKeys = ['front', 'observer', 'compile', 'tick'];

/** Packages a copy of the service with stand-ins for the bundles, so that no build has to come first. */
export async function packageRuntime(frameworkArguments: readonly string[] = []): Promise<PackagedRuntime> {
  const scratch = await mkdtemp(join(tmpdir(), 'runtime-template-'));
  try {
    const service = join(scratch, 'scientist-runtime');
    await mkdir(join(scratch, 'dist', 'runtime'), { recursive: true });
    await cp(join(root, 'scientist-runtime', 'serverless.yml'), join(service, 'serverless.yml'));
    for (const key of functionKeys) {
      await writeFile(join(scratch, 'dist', 'runtime', `${key}.mjs`), 'export const handler = () => {};\n');
    }
    await promisify(execFile)(process.execPath, [framework, 'package', ...frameworkArguments], {
      cwd: service,
      env: { PATH: process.env.PATH, HOME: scratch },
    });
    const output = join(service, '.serverless');
    const text = await readFile(join(output, 'cloudformation-template-update-stack.json'), 'utf8');
    const zips = (await readdir(output)).filter((name) => name.endsWith('.zip'));
    const archives = await Promise.all(
      zips.map(async (name) => [name.slice(0, -4), await entriesOf(join(output, name))] as const),
    );
    return { template: template.parse(JSON.parse(text)), archives: Object.fromEntries(archives) };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function entriesOf(path: string): Promise<string[]> {
  const archive = await fromBufferPromise(await readFile(path));
  const names: string[] = [];
  for await (const entry of archive.eachEntry()) names.push(entry.fileName);
  return names;
}
