import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verdictPolicy } from '../../src/statistics/policy.ts';
import { judge } from '../../src/statistics/verdict.ts';
import { anyStream } from '../statistics/made-rows.ts';
import { busyRows } from './busy-rows.ts';
import { functionOf, pageOf } from './made-page.ts';
import { outcomes } from './outcomes.ts';
import { bait, strangersText } from './strangers-text.ts';

const decided = [
  'failed',
  'failed-by-all',
  'ready',
  'ready-within-tolerance',
  'invalid',
  'inconclusive',
  'inconclusive-in-silence',
];
const told = await Promise.all(decided.map(async (name) => [name, await outcomes[name]?.()] as const));

/** Every tag with the names of its attributes, in order, and the values of those that are not numbers or words of theirs. */
function tags(page: string): string[] {
  return [...page.matchAll(/<[^>]*>/g)].map(([tag]) =>
    tag.replace(/ (aria-label|d|cx|cy|x|y|x1|x2|y1|y2|width|height|viewBox)="[^"]*"/g, ' $1'),
  );
}

const hostile = fc
  .array(fc.oneof(fc.constantFrom(...bait), fc.string({ unit: 'binary', maxLength: 30 })), { maxLength: 4 })
  .map((parts) => parts.join(' '));

describe.each(told)('the page of a verdict: %s', (_, outcome) => {
  it('is one static page that its own policy lets load nothing', () => {
    const page = pageOf(functionOf(outcome));
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
    );
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\s(src|href|style|on\w+)=|url\(|@import|https?:/i);
    expect(page).not.toMatch(/NaN|Infinity|undefined|\[object/);
  });

  it('holds strangers’ text as text and nothing else', () => {
    if (outcome === undefined) {
      throw new Error('the outcome is missing');
    }
    const saying = (text: string) => pageOf(functionOf(strangersText(outcome, () => text)));
    const expected = tags(saying('word'));
    fc.assert(
      fc.property(hostile, (text) => {
        const page = saying(text);
        expect(tags(page)).toEqual(expected);
        expect(page.replaceAll('\n', '')).not.toMatch(/\p{Bidi_Control}|\p{Cc}/u);
        expect(page.isWellFormed()).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the page of a failed soak', () => {
  const failed = functionOf(told[0]?.[1]);

  it('says verdict, figures, limits, how sides differ and how to compute it again', () => {
    const page = pageOf(failed);
    for (const words of [
      '<h1>round answers differently: 37 of 612 comparable requests differ at /rounded (D1).</h1>',
      '37 of 612, the first at 39',
      '<code>runtime</code>',
      '<code>python3.13</code>',
      'alphaHealth',
      'aws s3 cp s3://bucket/evidence/',
      'f'.repeat(64),
    ]) {
      expect(page).toContain(words);
    }
  });

  it.each([
    [true, 'show', true],
    [true, 'hide', false],
    [false, 'show', false],
  ] as const)(
    'in a repository that is private: %s, under samples: %s, shows values: %s',
    (repositoryPrivate, samples, shown) => {
      const { facts, ...rest } = failed;
      const policy = { ...facts.policy, samples };
      expect(
        pageOf({ ...rest, facts: { ...facts, repositoryPrivate, policy } }).includes('number=62.5'),
      ).toBe(shown);
    },
  );

  it('stays small and whole with as many rows as a soak may have', () => {
    const { facts, ...rest } = failed;
    const rows = busyRows(20_000, facts.rows[0]?.at ?? 0, { gapMs: 4_000 });
    expect(Buffer.byteLength(pageOf({ ...rest, facts: { ...facts, rows } }))).toBeLessThan(60_000);
  });

  it('is drawn from any rows without a number that is none', () => {
    const { facts } = failed;
    const { soak } = facts.stores;
    const policy = verdictPolicy(soak?.verdictPolicy);
    fc.assert(
      fc.property(anyStream, (rows) => {
        const page = pageOf({
          ...failed,
          facts: { ...facts, rows },
          verdict: judge(rows, policy, facts.nowMs),
        });
        expect(page).not.toMatch(/NaN|Infinity|undefined/);
      }),
    );
  });
});
