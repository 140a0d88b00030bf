import { describe, expect, it } from 'vitest';
import { tellProgress } from '../../../lab/demo/tell-progress.ts';

function told(style: 'lines' | 'silent') {
  const lines: string[] = [];
  return { lines, progress: tellProgress(style, false, (line) => lines.push(line)) };
}

describe('progress of the demo', () => {
  it('is one plain line per step where there is no terminal', async () => {
    const { lines, progress } = told('lines');
    const number = await progress.step(
      'A pull request comes',
      async () => 7,
      (pull) => `#${pull}`,
    );
    progress.seen('something');
    expect(number).toBe(7);
    expect(lines).toEqual([expect.stringMatching(/^A pull request comes \(0\.\d s\): #7$/)]);
    expect(progress.taken()).toEqual([{ title: 'A pull request comes', seconds: expect.any(Number) }]);
  });

  it('names the step that failed, and throws what it threw', async () => {
    const { lines, progress } = told('lines');
    const step = progress.step(
      'It passes',
      () => Promise.reject(new Error('it did not')),
      () => '',
    );
    await expect(step).rejects.toThrow('it did not');
    expect(lines).toEqual(['It passes: failed']);
    expect(progress.taken()).toEqual([]);
  });

  it('is nothing where only the summary is wanted', async () => {
    const { lines, progress } = told('silent');
    await progress.step(
      'One',
      async () => 1,
      () => 'done',
    );
    expect(lines).toEqual([]);
  });
});
