import { readFile, writeFile } from 'node:fs/promises';
import { betweenMarks } from '../prove/written-section.ts';
import type { Table } from './measured.ts';

/** A table as Markdown, its index in the first column under `corner`. Cells must not hold a vertical bar. */
export function markdownOf(table: Table, corner: string): string {
  const columns = [...new Set(Object.values(table).flatMap((row) => Object.keys(row)))];
  const lines = Object.entries(table).map(([name, row]) => [
    name,
    ...columns.map((column) => cellOf(row[column])),
  ]);
  return [[corner, ...columns], [corner, ...columns].map(() => '---'), ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function cellOf(value: number | string | undefined): string {
  return typeof value === 'number' ? value.toLocaleString('en') : (value ?? '');
}

/** Puts `text` between `<!-- name -->` and `<!-- /name -->`. Throws `InvalidInput` where the page has no such place. */
export function withSection(page: string, name: string, text: string): string {
  return betweenMarks(page, `<!-- ${name} -->`, `<!-- /${name} -->`, text);
}

/** Writes `text` into its place on the page at `path`. Throws as {@link withSection}. */
export async function writeSection(path: string, name: string, text: string): Promise<void> {
  const page = await readFile(path, 'utf8');
  await writeFile(path, withSection(page, name, text));
}
