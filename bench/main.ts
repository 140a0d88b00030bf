import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ScientistError } from '../src/errors.ts';
import type { Measured } from './measured.ts';

/** Every measurement by the name that `npm run bench -- NAME` takes; loaded when it is run. */
const benches: Readonly<Record<string, () => Promise<{ measure(): Promise<Measured> }>>> = {
  front: () => import('./front.ts'),
  verdict: () => import('./verdict.ts'),
};

const results = join(import.meta.dirname, 'results');

async function run(name: string): Promise<void> {
  const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
  if (bench === undefined) {
    throw new ScientistError('WrongUsage', {
      expected: `one of ${Object.keys(benches).join(', ')}, or no name for all of them`,
      found: `there is no measurement called "${name}"`,
      remedy: 'Run npm run bench -- NAME',
    });
  }
  const { runs, figures, table, tables = {}, details = {} } = await (await bench()).measure();
  const file = join(results, `${name}.json`);
  const machine = { node: process.versions.node, cores: availableParallelism() };
  await mkdir(results, { recursive: true });
  await writeFile(
    file,
    `${JSON.stringify({ schemaVersion: 1, name, ...machine, runs, ...figures, ...tables, ...details }, null, 2)}\n`,
  );
  console.log(`\n${name}`);
  console.table(table);
  for (const [title, rows] of Object.entries(tables)) {
    console.log(`\n${title}`);
    console.table(rows);
  }
  console.log(file);
}

try {
  const names = process.argv.slice(2);
  for (const name of names.length > 0 ? names : Object.keys(benches)) {
    await run(name);
  }
} catch (thrown) {
  console.error(thrown instanceof ScientistError ? `bench: ${thrown.message}` : thrown);
  process.exitCode = thrown instanceof ScientistError && thrown.name === 'WrongUsage' ? 2 : 3;
}
