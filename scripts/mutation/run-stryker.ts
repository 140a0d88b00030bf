import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ScientistError } from '../../src/errors.ts';
import { runCommand } from '../run-command.ts';
import { strykerFolder } from './install-stryker.ts';
import { type StrykerReport, withoutSurvivors, withoutUnsettled } from './stryker-report.ts';

const packages = join(strykerFolder, 'node_modules', '@stryker-mutator');
const configuration = join(strykerFolder, 'stryker.json');
const results = join(strykerFolder, 'results.json');

/** All that the statistics and their tests are made of; the rest is not copied into Stryker's sandbox. */
const needed = ['src/errors.ts', 'src/statistics', 'scientist-runtime/contract', 'test/statistics'].concat(
  ['test/vectors', 'scripts/mutation', 'package.json', 'tsconfig.json'], // what those are run with
);

/**
 * Tries the mutants of `files` (paths from the root) in two passes, for a mutant in what runs while a module loads, as
 * a constant, needs all tests in a new process, which takes ten times as long. The first pass changes the code while
 * each test runs that comes by; the second takes what could not be, or was not, killed so.
 * `since: 'last'` tries survivors again, and what was killed where the mutant or the test that killed it has changed.
 * Changes of what tests import are not seen, so it is for work in progress.
 * Throws `Unavailable` where Stryker ends without a report.
 */
export async function runStryker(
  files: readonly string[],
  since: 'last' | 'nothing',
): Promise<StrykerReport> {
  if (since === 'nothing') await rm(results, { force: true });
  else await writeResults(withoutSurvivors(await readResults()));
  await runPass(files, { ignoreStatic: true });
  await writeResults(withoutUnsettled(await readResults()));
  await runPass(files, { ignoreStatic: false });
  return readResults();
}

async function runPass(files: readonly string[], options: { readonly ignoreStatic: boolean }): Promise<void> {
  await writeFile(configuration, `${JSON.stringify(optionsFor(files, options), null, 2)}\n`);
  const { code } = await runCommand(
    process.execPath,
    [join(packages, 'core', 'bin', 'stryker.js'), 'run', configuration],
    { output: 'terminal' },
  );
  if (code !== 0) {
    throw new ScientistError('Unavailable', {
      expected: 'Stryker to try every mutant',
      found: `it ended with code ${code}`,
      remedy: 'Read its output above; most often a test of test/statistics fails without any mutant',
    });
  }
}

function optionsFor(files: readonly string[], { ignoreStatic }: { readonly ignoreStatic: boolean }): object {
  return {
    mutate: files,
    plugins: [join(packages, 'vitest-runner', 'dist', 'src', 'index.js')],
    testRunner: 'vitest',
    vitest: { configFile: 'scripts/mutation/vitest.config.ts', related: false },
    coverageAnalysis: 'perTest',
    // One at a time, so that the machine stays usable. A mutant that loops is mostly ended by Stryker's count of steps;
    // where that takes long, after half as much time again as its tests took without it and these seconds.
    concurrency: 1,
    timeoutMS: 5_000,
    ignoreStatic,
    warnings: { slow: false },
    // The second pass keeps what the first one found.
    incremental: true,
    incrementalFile: results,
    reporters: ['progress-append-only'],
    ignorePatterns: ['**', ...needed.flatMap(withParents)],
    tempDirName: join('.tools', 'mutation', 'sandbox'),
  };
}

/** Patterns that take a path in again: whatever lies above it has to be taken in first. */
function withParents(path: string): readonly string[] {
  const parts = path.split('/');
  const above = parts.map((_, index) => `!${parts.slice(0, index + 1).join('/')}`);
  return [...above, `!${path}/**`];
}

async function readResults(): Promise<StrykerReport> {
  return JSON.parse(await readFile(results, 'utf8'));
}

async function writeResults(report: StrykerReport): Promise<void> {
  await writeFile(results, JSON.stringify(report));
}

/** The files whose mutants are tried where nobody names any: all of the verdict. */
export const verdictFiles = 'src/statistics/*.ts';
