import fc from 'fast-check';
import { lexer, type Token, walkTokens } from 'marked';
import { describe, expect, it } from 'vitest';
import type { PullRequestOutcome } from '../../src/release/outcome.ts';
import { renderCheck, renderSharedCheck } from '../../src/report/check.ts';
import { renderComment } from '../../src/report/comment.ts';
import { guideUrl } from '../../src/report/evidence-section.ts';
import { outcomes } from './outcomes.ts';
import { strangersText } from './strangers-text.ts';

const bait = [
  '@everyone',
  '@acme/maintainers',
  '<script>alert(1)</script>',
  '#1',
  'acme/functions#1',
  'GH-1',
  'otto@evil.test',
  '<img src=x onerror=alert(1)>',
  '</details></sub></table>',
  '[click](https://evil.test)',
  '![x](https://evil.test/x.png)',
  '[click]: https://evil.test',
  '<https://evil.test>',
  'https://evil.test',
  'www.evil.test',
  'mailto:otto@evil.test',
  '`code` | cell | ``',
  '\\` \\| \\',
  '\u202Eright to left\u2066',
  '\u0000\u0007\u200b',
  'x'.repeat(5_000),
  '😀'.repeat(5_000),
  '/ﷺ~0|`'.repeat(1_000),
  'ẑ\u0302\u0303\u0304\u0305\u0306\u0307\u0308',
  '\uD800',
  '\n\n# heading\n\n- item\n\n> quote\n\n---\n\n```\n',
  '**bold** *it* _it_ ~~no~~ $math$',
  '&lt;b&gt; &#64;otto &commat;otto',
  '<!-- serverless-scientist:comment:8 -->',
  '-->',
  '| a | b |\n|---|---|\n| c | d |',
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...bait), fc.string({ unit: 'binary', maxLength: 30 })), { maxLength: 4 })
  .map((parts) => parts.join(' '));

/** What a parser finds in Markdown besides text: types with what tells of strangers' influence. */
function skeleton(text: string): string[] {
  const found: string[] = [];
  walkTokens(lexer(text), (token: Token) => {
    switch (token.type) {
      case 'text':
      case 'escape':
      case 'space':
        return;
      case 'link':
      case 'image':
        found.push(`${token.type} ${token.href}`);
        return;
      case 'html':
        found.push(token.raw.trim());
        return;
      case 'table':
        found.push(`table ${token.header.length} x ${token.rows.length}`);
        return;
      default:
        found.push(token.type);
    }
  });
  return found;
}

/** What GitHub would make a link, a mention or a reference of by itself, outside of code; `ours` are links of ours. */
function autolinks(text: string, ...ours: readonly string[]): string[] {
  const outside = [guideUrl, ...ours]
    .reduce((rest, url) => rest.replaceAll(url, ''), text)
    .replace(/`[^`\n]*`/g, '');
  return outside.match(/@\w|#\d|\bGH-\d|:\/\/|\bwww\.|mailto:\S/gi) ?? [];
}

const told = Object.fromEntries(
  await Promise.all(Object.entries(outcomes).map(async ([name, make]) => [name, await make()] as const)),
);

/** The outcome with all that strangers can say in it replaced. */
const saying = (outcome: PullRequestOutcome, text: string): PullRequestOutcome => {
  const shown = strangersText(outcome, () => text);
  return {
    ...shown,
    functions: shown.functions.map((fn) => ({
      ...fn,
      facts: { ...fn.facts, policy: { ...fn.facts.policy, samples: 'show' } },
    })),
  };
};

describe.each(Object.entries(told))('strangers’ text where a release is %s', (_, outcome) => {
  it('is text and nothing else in comment and check', () => {
    const benign = saying(outcome, 'word');
    const expected = skeleton(renderComment(benign));
    fc.assert(
      fc.property(hostile, (text) => {
        const given = saying(outcome, text);
        const comment = renderComment(given);
        expect(skeleton(comment)).toEqual(expected);
        expect(autolinks(comment, outcome.runUrl ?? guideUrl)).toEqual([]);
        expect(comment.replaceAll('\n', '')).not.toMatch(/\p{Bidi_Control}|\p{Cc}/u);
        expect(comment.isWellFormed()).toBe(true);
        expect(Buffer.byteLength(comment, 'utf8')).toBeLessThan(60_000);
        const { title, summary } = renderCheck(given);
        expect(skeleton(summary)).toEqual(skeleton(renderCheck(benign).summary));
        expect(title).not.toMatch(/\p{Bidi_Control}|\p{Cc}/u);
        expect(title.length).toBeLessThanOrEqual(200);
        expect(title.isWellFormed()).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});

/** References to characters that do not exist, or are not allowed to, whole and cut in two. */
const references = [
  '&#9999999999;',
  '&#x110000;',
  '&#xFFFFFFFFFFFF;',
  '&#xD800;',
  '&#0;',
  '&#-1;',
  '&#;',
  '&#x;',
  '&#99999',
  '&NoSuchName;',
  '&',
  `${'&#9999999999;'.repeat(400)}`,
  `${'x'.repeat(195)}&#9999999999;`,
];

describe.each(Object.entries(told))('the check of a release that is %s', (_, outcome) => {
  it.each(references)('is rendered whatever %s refers to', (text) => {
    const given = saying(outcome, text);
    const { title, summary } = renderCheck(given);
    expect(title.length).toBeLessThanOrEqual(200);
    expect(summary.isWellFormed()).toBe(true);
    const story = { expected: text, found: text, remedy: text };
    const closed = renderCheck({ ...given, functions: [], problems: [{ key: null, story, outside: false }] });
    expect(closed).toMatchObject({ conclusion: 'failure' });
    expect(
      renderSharedCheck(given, { ...given, problems: [{ key: text, story, outside: false }] }).conclusion,
    ).toBe('failure');
  });
});

describe('values of requests and answers', () => {
  const withSamples = (repositoryPrivate: boolean, samples: 'show' | 'hide'): string => {
    const { failed } = told;
    if (failed === undefined) {
      throw new Error('the failed outcome is missing');
    }
    return renderComment({
      ...failed,
      functions: failed.functions.map((fn) => ({
        ...fn,
        facts: { ...fn.facts, repositoryPrivate, policy: { ...fn.facts.policy, samples } },
      })),
    });
  };

  it.each([
    [true, 'show', true],
    [true, 'hide', false],
    [false, 'show', false],
    [false, 'hide', false],
  ] as const)(
    'in a repository that is private: %s, under samples: %s, are shown: %s',
    (priv, samples, shown) => {
      expect(withSamples(priv, samples).includes('62.5')).toBe(shown);
    },
  );
});
