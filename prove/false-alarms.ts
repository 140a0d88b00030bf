import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Batch } from './false-alarms/batch.ts';
import { brokenClaims } from './false-alarms/broken-claims.ts';
import { sectionOf, withSection } from './false-alarms/page.ts';
import { firstSeed, lookEveryRows, soaksOf } from './false-alarms/plan.ts';
import { runBatches } from './false-alarms/run-batches.ts';
import { streamResult } from './false-alarms/stream-result.ts';
import { cellsOf, type Line } from './false-alarms/table.ts';
import { progressOn } from './progress.ts';
import type { ProvedCase } from './proof.ts';
import { soaks } from './soaks/catalogue.ts';
import type { Soak } from './soaks/soak.ts';

/** Enough for a message to a thread not to matter, few enough for no core to be idle at the end. */
const batchSoaks = 10;
const page = join(import.meta.dirname, '..', 'docs', 'statistics.md');

/**
 * How often a verdict errs: made soaks of which the truth is known, judged as the gate judges. Each stream with claims
 * is a case. Prints every stream and writes the table into docs/statistics.md.
 */
export async function prove(): Promise<readonly ProvedCase[]> {
  const lines = await simulate();
  console.table(
    Object.fromEntries(
      lines.map((line) => {
        const { stream, 'what happens': _, ...figures } = cellsOf(line);
        return [stream, figures];
      }),
    ),
  );
  const run = { firstSeed, lookEveryRows, nodeVersion: process.versions.node };
  await writeFile(page, withSection(await readFile(page, 'utf8'), sectionOf(lines, run)));

  const promised = lines.filter(({ soak }) => soak.remedy === undefined);
  const shown = lines.filter(({ soak }) => soak.remedy !== undefined);
  console.log(`Shown, and no case, as nothing is promised: ${shown.map(({ soak }) => soak.name).join('; ')}`);
  return promised.map(({ soak, result }) => {
    const broken = brokenClaims(soak.claims, result);
    return { case: soak.name, why: broken.length === 0 ? null : broken.join('; ') };
  });
}

async function simulate(): Promise<readonly Line[]> {
  const batches = soaks.flatMap(batchesOf);
  const total = batches.reduce((sum, { count }) => sum + count, 0);
  const progress = progressOn(process.stderr, 'soaks', total);
  const ends = await runBatches(batches, ({ count }) => progress.done(count));
  return soaks.map((soak) => ({
    soak,
    result: streamResult(ends.filter((_, index) => batches[index]?.name === soak.name).flat()),
  }));
}

function batchesOf(soak: Soak): readonly Batch[] {
  const count = soaksOf(soak);
  return Array.from({ length: Math.ceil(count / batchSoaks) }, (_, index) => ({
    name: soak.name,
    seed: firstSeed + index * batchSoaks,
    count: Math.min(batchSoaks, count - index * batchSoaks),
  }));
}
