import { expect, it } from 'vitest';
import { isSameText } from '../../src/github/same-text.ts';
import { logLink } from '../../src/report/run-link.ts';

const said = (run: number): string =>
  `Expected: x. ${logLink(`https://github.test/acme/functions/actions/runs/${run}`)}`;

it.each([
  ['other line ends', 'a\nb', 'a\r\nb'],
  ['blank lines at its end', 'a', 'a\n\n'],
  ['another run that found the same problem', said(1), said(2)],
])('a text with %s is the same', (_, one, other) => {
  expect(isSameText(one, other)).toBe(true);
});

it.each([
  ['another word', 'a', 'b'],
  ['a problem more', said(1), `${said(1)} More.`],
])('a text with %s is another one', (_, one, other) => {
  expect(isSameText(one, other)).toBe(false);
});
