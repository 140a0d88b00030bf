import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFileCommands } from '../../../lab/runner/file-commands.ts';

describe('what a step writes into GITHUB_OUTPUT', () => {
  it.each([
    ['verdict=pass\ndecision=ready\n', { verdict: 'pass', decision: 'ready' }],
    ['url=https://x/?a=b\n', { url: 'https://x/?a=b' }],
    ['empty=\n', { empty: '' }],
    ['', {}],
  ])('is read from %j', (text, expected) => {
    expect(parseFileCommands(text)).toEqual(expected);
  });

  it('comes back whatever its lines are', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[^\r\n]{0,20}$/), { minLength: 1 }), (lines) => {
        const value = lines.join('\n');
        expect(parseFileCommands(`summary<<ghadelimiter_1\n${value}\nghadelimiter_1\n`)).toEqual({
          summary: value,
        });
      }),
    );
  });

  it.each(['no equals sign\n', 'open<<MARK\nnever closed\n'])('is refused as %j', (text) => {
    expect(() => parseFileCommands(text)).toThrow();
  });
});
