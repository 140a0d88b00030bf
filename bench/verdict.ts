import { join } from 'node:path';
import { contenders } from './head-to-head/contenders.ts';
import { kinds, soaksOfKind } from './head-to-head/kinds.ts';
import { byStream, notAhead, type Outcome, summaryOf } from './head-to-head/summary.ts';
import type { Measured } from './measured.ts';
import { measureSpeed } from './verdict-speed.ts';
import { markdownOf, writeSection } from './written-section.ts';

/** Soaks of each stream: seeds 1, 2, 3, … */
const soaksAStream = 50;
const page = join(import.meta.dirname, '..', 'docs', 'statistics.md');

/**
 * How fast a verdict is, and how it fares beside other rules on the same rows. All but the times follows from the seeds
 * alone, so it is written into the page that speaks of it.
 */
export async function measure(): Promise<Measured> {
  const { figures, ...speed } = measureSpeed();
  const outcomes = headToHead();
  const tables = { headToHead: summaryOf(outcomes), notAhead: notAhead(outcomes) };
  await writeSection(
    page,
    'head to head',
    [
      `${soaksAStream} soaks of each stream, seeds from 1; ${(outcomes.length / contenders.length).toLocaleString('en')} soaks for each rule.`,
      markdownOf(tables.headToHead, 'rule'),
      'Where another rule has a better figure than ours, and what it pays in false alarms:',
      markdownOf(tables.notAhead, 'figure'),
    ].join('\n\n'),
  );
  return {
    ...speed,
    figures: { ...figures, soaksAStream },
    tables,
    details: { headToHeadByStream: byStream(outcomes) },
  };
}

function headToHead(): readonly Outcome[] {
  const streams = kinds.flatMap((kind) => soaksOfKind[kind].map((soak) => ({ kind, soak })));
  return streams.flatMap(({ kind, soak }, position) => {
    console.error(`bench: ${soak.name} (${position + 1} of ${streams.length})`);
    return Array.from({ length: soaksAStream }, (_, index) => {
      const rows = [...soak.rows(index + 1)];
      return contenders.map(({ name, sees, decide }) => ({
        ...decide(rows, soak),
        contender: name,
        sees,
        kind,
        soak: soak.name,
      }));
    }).flat();
  });
}
