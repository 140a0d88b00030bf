import fc from 'fast-check';
import { lexer, type Token, walkTokens } from 'marked';
import { describe, expect, it } from 'vitest';
import type { PullRequestOutcome } from '../../src/release/outcome.ts';
import { renderCheck } from '../../src/report/check.ts';
import { renderComment } from '../../src/report/comment.ts';
import { renderEvidencePage } from '../../src/report/evidence-page.ts';
import { outcomes } from './outcomes.ts';

const bait = [
  '@everyone',
  '<img src=x onerror=alert(1)>',
  '</details></table>',
  '[click](https://evil.test)',
  '![x](https://evil.test/x.png)',
  'https://evil.test',
  'www.evil.test',
  '`code` | cell |',
  '\u202Eright to left',
  '\n\n# heading\n\n- item',
  '&lt;b&gt;',
  '<!-- serverless-scientist:comment:8 -->',
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...bait), fc.string({ unit: 'binary', maxLength: 30 })), { maxLength: 4 })
  .map((parts) => parts.join(' '));

/** The failed release with strangers' text wherever strangers can put some. */
function withText(outcome: PullRequestOutcome, text: string): PullRequestOutcome {
  return {
    ...outcome,
    pullRequest: { ...outcome.pullRequest, title: text },
    functions: outcome.functions.map((fn) => ({
      ...fn,
      facts: {
        ...fn.facts,
        policy: { ...fn.facts.policy, samples: 'show' },
        stores: { ...fn.facts.stores, definitionProblems: [text] },
        differences: fn.facts.differences.map((difference) => ({
          ...difference,
          pointer: `/${text}`,
          deltaClass: text,
          samples: [{ request: text, control: text, candidate: text }],
        })),
      },
    })),
    problems: [{ key: null, story: { expected: text, found: text, remedy: text } }],
  };
}

/** Everything in rendered Markdown that would be a link, an image, a heading or HTML. */
function liveMarkup(markdown: string): string[] {
  const found: string[] = [];
  walkTokens(lexer(markdown), (token: Token) => {
    if (['link', 'image', 'heading'].includes(token.type)) {
      found.push(token.raw);
    }
    const html = token.type === 'html' ? token.raw.trim() : '';
    if (html !== '' && !/^(<\/?(details|summary|sub)>|<!-- serverless-scientist:comment:7 -->)/.test(html)) {
      found.push(html);
    }
  });
  return found;
}

describe('strangers’ text', async () => {
  const failed = await outcomes.failed?.();
  if (failed === undefined) {
    throw new Error('the failed outcome is missing');
  }

  it('is never markup, a mention or a link in comment and check', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const outcome = withText(failed, text);
        for (const markdown of [renderComment(outcome), renderCheck(outcome).summary]) {
          expect(liveMarkup(markdown)).toEqual([]);
          // Outside of code spans nobody is mentioned.
          expect(markdown.replace(/`[^`\n]*`/g, '')).not.toMatch(/(^|[^\w`])@\w/);
          expect(Buffer.byteLength(markdown)).toBeLessThan(62_000);
        }
        expect(renderCheck(outcome).title.length).toBeLessThanOrEqual(200);
      }),
      { numRuns: 300 },
    );
  });

  it('is never markup on the evidence page, however it is written', () => {
    const [fn] = failed.functions;
    if (fn?.verdict == null) {
      throw new Error('the failed outcome has no verdict');
    }
    const { verdict } = fn;
    fc.assert(
      fc.property(hostile, (text) => {
        const facts = withText(failed, text).functions[0]?.facts ?? fn.facts;
        const page = renderEvidencePage(facts, verdict, 'f'.repeat(64));
        const tags = [...page.matchAll(/<([a-z!/][^\s>]*)/gi)].map(([, tag]) => tag?.replace('/', ''));
        expect(new Set(tags)).toEqual(
          new Set([
            '!doctype',
            'html',
            'meta',
            'title',
            'style',
            'h1',
            'h2',
            'table',
            'thead',
            'tbody',
            'tr',
            'th',
            'td',
            'p',
            'code',
          ]),
        );
      }),
    );
  });

  it('shows values only on private repositories that ask for it', () => {
    const shown = withText(failed, 'secret-value');
    const hidden = { ...shown, problems: [] };
    const withRepository = (repositoryPrivate: boolean, samples: 'show' | 'hide') =>
      renderComment({
        ...hidden,
        functions: hidden.functions.map((fn) => ({
          ...fn,
          facts: {
            ...fn.facts,
            repositoryPrivate,
            policy: { ...fn.facts.policy, samples },
            stores: { ...fn.facts.stores, definitionProblems: [] },
            differences: fn.facts.differences.map((difference) => ({
              ...difference,
              pointer: '/rounded',
              deltaClass: 'number-',
            })),
          },
        })),
      });
    expect(withRepository(true, 'show')).toContain('secret-value');
    expect(withRepository(false, 'show')).not.toContain('secret-value');
    expect(withRepository(true, 'hide')).not.toContain('secret-value');
  });
});
