import { ScientistError } from '../src/errors.ts';

/**
 * A page with `text` between the lines `start` and `end`, which stay; what stood there is gone. Throws `InvalidInput`
 * where the page lacks them.
 */
export function betweenMarks(page: string, start: string, end: string, text: string): string {
  const from = page.indexOf(start);
  const to = page.indexOf(end, from);
  if (from === -1 || to === -1) {
    throw new ScientistError('InvalidInput', {
      expected: `a page with the lines ${start} and, after it, ${end}`,
      found: 'a page without them',
      remedy: 'Put both lines where the table belongs.',
    });
  }
  return `${page.slice(0, from + start.length)}\n\n${text}\n\n${page.slice(to)}`;
}
