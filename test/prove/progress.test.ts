import { expect, it } from 'vitest';
import { progressOn } from '../../prove/progress.ts';

function written(isTTY: boolean, steps: readonly number[]): readonly string[] {
  const texts: string[] = [];
  const progress = progressOn({ isTTY, write: (text) => texts.push(text) }, 'soaks', 2000);
  for (const step of steps) progress.done(step);
  return texts;
}

it('is one line on a terminal, written again with each step', () => {
  expect(written(true, [10, 1990])).toEqual([
    '\r\u001b[Ksoaks: 10 of 2,000',
    '\r\u001b[Ksoaks: 2,000 of 2,000\n',
  ]);
});

it('is a line for each tenth elsewhere', () => {
  expect(written(false, [10, 10, 180, 10, 1790])).toEqual([
    'soaks: 10 of 2,000\n',
    'soaks: 200 of 2,000\n',
    'soaks: 2,000 of 2,000\n',
  ]);
});
