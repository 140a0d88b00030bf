import type { Soak, Truth } from '../soaks/soak.ts';
import type { MedianInterval } from './binomial.ts';
import type { Share, StreamResult } from './stream-result.ts';

/** A stream with what became of its soaks. */
export interface Line {
  readonly soak: Soak;
  readonly result: StreamResult;
}

const truths: Readonly<Record<Truth, string>> = {
  harmless: 'harmless',
  'at-margin': 'at a limit',
  harmful: 'harmful',
  unsound: 'cannot tell',
};

const columns = [
  'stream',
  'what happens',
  'truth',
  'soaks',
  'fail, %',
  'pass, %',
  'inconclusive, %',
  'invalid at some look, %',
  'rows to a fail',
  'rows to a pass',
] as const;

/** Figures of every stream by column. What is in bold is false: a failure of what keeps the limits, a pass of what does not. */
export function cellsOf({ soak, result }: Line): Readonly<Record<(typeof columns)[number], string>> {
  const { truth } = soak;
  const { fails, passes, inconclusive, everInvalid } = result;
  return {
    stream: soak.name,
    'what happens': soak.about,
    truth: truths[truth],
    soaks: fails.of.toLocaleString('en'),
    'fail, %': marked(shareText(fails), truth !== 'harmful'),
    'pass, %': marked(shareText(passes), truth !== 'harmless'),
    'inconclusive, %': percent(inconclusive.count / inconclusive.of),
    'invalid at some look, %': percent(everInvalid.count / everInvalid.of),
    'rows to a fail': rowsText(result.rowsToFail),
    'rows to a pass': rowsText(result.rowsToPass),
  };
}

/** The lines as a table in Markdown. */
export function markdownTable(lines: readonly Line[]): string {
  const rows = [
    columns,
    columns.map(() => '---'),
    ...lines.map((line) => {
      const cells = cellsOf(line);
      return columns.map((column) => cells[column]);
    }),
  ];
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function marked(text: string, isFalse: boolean): string {
  return isFalse ? `**${text}**` : text;
}

function shareText({ count, of, low, high }: Share): string {
  return `${percent(count / of)} (${percent(low)}–${percent(high)})`;
}

/** One digit, but neither 0 nor 100 unless it is just that. */
function percent(part: number): string {
  if (part === 0 || part === 1) return String(100 * part);
  if (part < 0.0005) return '< 0.1';
  return part >= 0.9995 ? '> 99.9' : (100 * part).toFixed(1);
}

function rowsText(rows: MedianInterval | null): string {
  if (rows === null) return '–';
  const [median, low, high] = [rows.median, rows.low, rows.high].map((count) => count.toLocaleString('en'));
  return `${median} (${low}–${high})`;
}
