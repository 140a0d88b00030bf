import { describe, expect, it } from 'vitest';
import { markdownOf, withSection } from '../../bench/written-section.ts';

describe('a written section', () => {
  const page = 'before\n\n<!-- table -->\nold\n<!-- /table -->\n\nafter';

  it('stands in its place and nowhere else, however often it is written', () => {
    const once = withSection(page, 'table', 'new');

    expect(once).toBe('before\n\n<!-- table -->\n\nnew\n\n<!-- /table -->\n\nafter');
    expect(withSection(once, 'table', 'new')).toBe(once);
  });

  it.each(['', '<!-- table -->', '<!-- /table --> <!-- table -->', '<!-- other --> <!-- /other -->'])(
    'is refused where the page has no place for it: %s',
    (text) => {
      expect(() => withSection(text, 'table', 'new')).toThrow('<!-- /table -->');
    },
  );
});

describe('a table in Markdown', () => {
  it('has all columns of all rows, and an empty cell where a row lacks one', () => {
    expect(markdownOf({ a: { x: 1200, y: 'low' }, b: { z: 0.5 } }, 'rule')).toBe(
      [
        '| rule | x | y | z |',
        '| --- | --- | --- | --- |',
        '| a | 1,200 | low |  |',
        '| b |  |  | 0.5 |',
      ].join('\n'),
    );
  });
});
