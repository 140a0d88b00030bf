import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SeenVerdict } from '../story/await-report.ts';
import type { DemoSummary, Readings } from './summary.ts';

/** Writes `demo.json` into a folder; returns its path. */
export async function writeSummary(folder: string, summary: DemoSummary): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'demo.json');
  await writeFile(path, `${JSON.stringify(summary, null, 2)}\n`);
  return path;
}

/**
 * Copies what people read into `evidence/` of a folder, because it goes with the lab: the pull request's page with
 * the comment, and of each verdict the evidence page and the bundle, which `verdict` computes again.
 */
export async function copyPages(
  folder: string,
  pullUrl: string,
  pullNumber: number,
  verdicts: readonly Pick<SeenVerdict, 'evidence'>[],
): Promise<Readings> {
  const pages = join(folder, 'evidence');
  // Pages of an earlier demo would speak of commits that are gone.
  await rm(pages, { recursive: true, force: true });
  await mkdir(pages, { recursive: true });
  const conversation = await fetch(pullUrl);
  if (!conversation.ok) throw new Error(`${pullUrl}: ${conversation.status}`);
  const readings: Record<string, string> = { comment: join(pages, `pull-${pullNumber}.html`) };
  await writeFile(readings.comment ?? '', await conversation.text());
  for (const { evidence } of verdicts) {
    const path = join(pages, `pull-${pullNumber}-${evidence.headSha.slice(0, 7)}`);
    await writeFile(`${path}.html`, evidence.page);
    await writeFile(`${path}.json`, evidence.bundle);
    readings[`evidence, ${evidence.decision}`] = `${path}.html`;
    readings[`bundle, ${evidence.decision}`] = `${path}.json`;
  }
  return readings;
}
