import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ScientistError } from '../src/errors.ts';
import type { Proof } from './proof.ts';

/** Every proof by the name that `npm run prove -- NAME` takes; loaded when it is run. */
const proofs: Readonly<Record<string, () => Promise<Proof>>> = {
  'false-alarms': () => import('./false-alarms.ts'),
};

const results = join(import.meta.dirname, 'results');

/** Whether everything held. */
async function run(name: string): Promise<boolean> {
  const proof = Object.hasOwn(proofs, name) ? proofs[name] : undefined;
  if (proof === undefined) {
    throw new ScientistError('WrongUsage', {
      expected: `one of ${Object.keys(proofs).join(', ')}, or no name for all of them`,
      found: `there is no proof called "${name}"`,
      remedy: 'Run npm run prove -- NAME',
    });
  }
  const cases = await (await proof()).prove();
  const failed = cases.flatMap((one) => (one.why === null ? [] : [{ case: one.case, why: one.why }]));
  const held = cases.length - failed.length;
  const file = join(results, `${name}.json`);
  await mkdir(results, { recursive: true });
  await writeFile(
    file,
    `${JSON.stringify({ schemaVersion: 1, name, cases: cases.length, held, failed }, null, 2)}\n`,
  );
  for (const one of failed) console.log(`does not hold: ${one.case}: ${one.why}`);
  console.log(file);
  console.log(`${name}: ${cases.length} cases, ${held} held`);
  return failed.length === 0;
}

try {
  const names = process.argv.slice(2);
  let allHeld = true;
  for (const name of names.length > 0 ? names : Object.keys(proofs)) {
    allHeld = (await run(name)) && allHeld;
  }
  process.exitCode = allHeld ? 0 : 1;
} catch (thrown) {
  console.error(thrown instanceof ScientistError ? `prove: ${thrown.message}` : thrown);
  process.exitCode = thrown instanceof ScientistError && thrown.name === 'WrongUsage' ? 2 : 3;
}
