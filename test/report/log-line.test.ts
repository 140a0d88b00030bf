import { describe, expect, it } from 'vitest';
import { logLine } from '../../src/report/log-line.ts';

describe('a text for a job’s log', () => {
  it.each([
    ['::error::gone', ': :error::gone'],
    ['first\n  ::add-mask::x', 'first\n  : :add-mask::x'],
    ['##[error]gone', '# #[error]gone'],
    ['see ##[group]', 'see # #[group]'],
    ['arn:aws:lambda:::round', 'arn:aws:lambda:::round'],
    ['a::b', 'a::b'],
    ['', ''],
  ])('holds no command: %j', (text, line) => {
    expect(logLine(text)).toBe(line);
  });
});
