import { betweenMarks } from '../written-section.ts';
import { type Line, markdownTable } from './table.ts';

/** Between these lines a page belongs to the proof. */
const start = '<!-- Written by `npm run prove -- false-alarms`; what stands here is overwritten. -->';
const end = '<!-- End of what is written. -->';

/** What the figures rest on. */
export interface Run {
  readonly firstSeed: number;
  readonly lookEveryRows: number;
  readonly nodeVersion: string;
}

/** The tables, with what a reader needs to make them again. Streams without a promise stand apart, with their remedy. */
export function sectionOf(lines: readonly Line[], { firstSeed, lookEveryRows, nodeVersion }: Run): string {
  const total = lines.reduce((sum, { result }) => sum + result.fails.of, 0);
  const promised = lines.filter(({ soak }) => soak.remedy === undefined);
  const shown = lines.filter(({ soak }) => soak.remedy !== undefined);
  const remedies = Map.groupBy(shown, ({ soak }) => soak.remedy);
  return [
    `${total.toLocaleString('en')} soaks, a look every ${lookEveryRows} rows; the seeds of each stream count from ${firstSeed}; Node ${nodeVersion}.`,
    '',
    markdownTable(promised),
    '',
    'Nothing is promised about these:',
    '',
    markdownTable(shown),
    '',
    ...[...remedies].map(
      ([remedy, under]) => `- *${under.map(({ soak }) => soak.name).join('*, *')}*: ${remedy}`,
    ),
  ].join('\n');
}

/** The page with a new section between its marks. Throws `InvalidInput` where the page lacks them. */
export function withSection(page: string, section: string): string {
  return betweenMarks(page, start, end, section);
}
