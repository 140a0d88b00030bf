import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../src/errors.ts';
import { explanations } from './mutation/explanations.ts';
import { installStryker } from './mutation/install-stryker.ts';
import { percentOf, scoreOf, scoresByFile, withTables } from './mutation/mutation-tables.ts';
import { runStryker, verdictFiles } from './mutation/run-stryker.ts';
import { type Settlement, settle } from './mutation/settle-survivors.ts';
import { type Mutant, mutantsOf } from './mutation/stryker-report.ts';
import { root } from './run-command.ts';

// Changes the verdict in every way Stryker knows and tells which changes no test notices:
//   npm run mutation                              all of src/statistics; writes docs/mutation.md
//   npm run mutation -- --again                   what survived the last run, or has changed since
//   npm run mutation -- src/statistics/tail.ts    only these files; writes nothing

const page = join(root, 'docs', 'mutation.md');

/** Prints scores, then what has no reason and what is explained in vain. */
function tell(mutants: readonly Mutant[], { unexplained, idle }: Settlement): void {
  const rows = [...scoresByFile(mutants), ['all', scoreOf(mutants)] as const];
  console.table(
    Object.fromEntries(rows.map(([name, score]) => [name, { ...score, percent: percentOf(score) }])),
  );
  for (const { file, line, change, mutator } of unexplained) {
    console.error(`Survived unexplained in ${file} (${mutator}):\n  ${line}\n  ${change}`);
  }
  for (const { explanation, change } of idle) {
    console.error(`Explained, but not survived, in ${explanation.file}:\n  ${explanation.line}\n  ${change}`);
  }
}

try {
  const words = process.argv.slice(2);
  const files = words.filter((word) => word !== '--again');
  await installStryker();
  const since = words.includes('--again') ? 'last' : 'nothing';
  const mutants = mutantsOf(await runStryker(files.length > 0 ? files : [verdictFiles], since));
  const settlement = settle(mutants, explanations);
  tell(mutants, settlement);
  if (settlement.unexplained.length > 0 || settlement.idle.length > 0) {
    console.error(
      'mutation: kill each by a test of its behaviour, or correct scripts/mutation/explanations.ts',
    );
    process.exitCode = 1;
  } else if (files.length === 0) {
    await writeFile(page, withTables(await readFile(page, 'utf8'), mutants, settlement));
    console.log(page);
  }
} catch (thrown) {
  console.error(`mutation: ${messageOf(thrown)}`);
  process.exitCode = 3;
}
