import fc from 'fast-check';
import { lexer } from 'marked';
import { describe, expect, it } from 'vitest';
import type { FunctionOutcome, PullRequestOutcome } from '../../src/release/outcome.ts';
import { type Block, fitting, openLines } from '../../src/report/blocks.ts';
import { renderCheck } from '../../src/report/check.ts';
import { renderComment } from '../../src/report/comment.ts';
import { outcomes } from './outcomes.ts';
import { strangersText } from './strangers-text.ts';

const failed = await outcomes.failed?.();
if (failed === undefined) {
  throw new Error('the failed outcome is missing');
}
const [fn] = failed.functions;

/** So many functions that all failed, each with as much to say as it can have. */
function crowd(size: number): PullRequestOutcome {
  const functions = Array.from({ length: size }, (_, index): FunctionOutcome => {
    const { facts, ...rest } = fn as FunctionOutcome;
    const samples = Array.from({ length: 3 }, () => ({
      request: 'ä'.repeat(300),
      control: '€'.repeat(300),
      candidate: '😀'.repeat(300),
    }));
    const differences = Array.from({ length: 30 }, (_unused, place) => ({
      id: `d${place}`,
      pointer: `/${'😀'.repeat(90)}`,
      kind: 'value' as const,
      deltaClass: 'string',
      rows: 3,
      mirroredRows: 1,
      samples,
    }));
    const shown = { ...facts.policy, samples: 'show' as const };
    return {
      ...rest,
      facts: { ...facts, policy: shown, differences, function: { ...facts.function, key: `f${index}` } },
    };
  });
  return { ...(failed as PullRequestOutcome), functions };
}

describe('a comment on many functions', () => {
  it.each([1, 2, 5, 20, 100])('with %i of them fits, in bytes and open lines, and is whole', (size) => {
    const outcome = crowd(size);
    const comment = renderComment(outcome);
    expect(Buffer.byteLength(comment)).toBeLessThan(60_000);
    expect(openLines(comment)).toBeLessThanOrEqual(60);
    expect(comment.match(/<details>/g)?.length ?? 0).toBe(comment.match(/<\/details>/g)?.length ?? 0);
    expect(lexer(comment).some(({ type }) => type === 'code')).toBe(false);
    expect(renderCheck(outcome).summary.length).toBeLessThanOrEqual(65_535);
    expect(renderCheck(outcome).title.length).toBeLessThanOrEqual(200);
  });

  it('leaves out whole parts only, whatever strangers’ texts make of their lengths', () => {
    const unit = fc.constantFrom(
      '`',
      '|',
      '<',
      '@',
      '#',
      '\n',
      '\\',
      '&',
      'x',
      'é',
      '€',
      'ﷺ',
      '😀',
      '\u202e',
    );
    const long = fc.string({ unit, minLength: 1, maxLength: 2_000, size: 'max' });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), long, (size, text) => {
        const outcome = strangersText(crowd(size), () => text);
        const comment = renderComment(outcome);
        expect(Buffer.byteLength(comment, 'utf8')).toBeLessThan(60_000);
        expect(openLines(comment)).toBeLessThanOrEqual(60);
        const lines = comment.split('\n');
        const fences = (tag: string) => lines.filter((line) => line.includes(tag)).length;
        expect(fences('<details>')).toBe(fences('</details>'));
        expect(lines.filter((line) => line.startsWith('<sub>') !== line.endsWith('</sub>'))).toEqual([]);
        // A code span that was cut would leave an odd tick.
        expect(lines.filter((line) => line.split('`').length % 2 === 0)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('counts them in its first line, and says that something was left out', () => {
    const comment = renderComment(crowd(100));
    expect(comment).toContain(
      '**0 of 100 functions are ready, 100 blocked (`f0`, `f1`, `f2`, `f3`, `f4` and 95 more).**',
    );
    expect(comment).toMatch(/… \d+ parts are left out here; the evidence pages have them\.\n$/);
  });
});

const anyBlocks = fc.array(
  fc.record({
    section: fc.nat({ max: 5 }),
    rank: fc.nat({ max: 6 }),
    text: fc.string({ minLength: 1, maxLength: 60 }).map((text) => text.replace(/\s/g, 'x')),
  }),
  { maxLength: 30 },
);

describe('blocks', () => {
  it('that are kept fit, keep their order, and come with the first of their section', () => {
    fc.assert(
      fc.property(anyBlocks, fc.nat({ max: 600 }), fc.nat({ max: 20 }), (blocks, bytes, lines) => {
        const { kept, left } = fitting(blocks, { bytes, lines });
        const text = kept.map((block) => block.text);
        expect(Buffer.byteLength(text.join('\n\n'))).toBeLessThanOrEqual(bytes);
        expect(openLines(text.join('\n\n'))).toBeLessThanOrEqual(lines);
        expect(blocks.filter((block) => kept.includes(block))).toEqual(kept);
        expect(left).toBe(blocks.length - kept.length);
        const begun = new Set(kept.filter(({ rank }) => rank === 0).map(({ section }) => section));
        expect(kept.filter(({ section }) => !begun.has(section))).toEqual([]);
      }),
    );
  });

  it('all stay where there is room', () => {
    const blocks: Block[] = [
      { section: 0, rank: 0, text: 'a' },
      { section: 0, rank: 5, text: 'b' },
    ];
    expect(fitting(blocks, { bytes: 100, lines: 10 })).toEqual({ kept: blocks, left: 0 });
  });

  it.each([
    ['one line', 1],
    ['| a | b |\n|---|---|\n| c | d |', 2],
    ['> a\n>\n> b', 2],
    ['<details><summary>more</summary>\n\n- a\n- b\n\n</details>', 1],
    [
      '<details><summary>all</summary>\n\na\n\n<details><summary>more</summary>\n\nb\n\n</details>\n\n</details>\n\nend',
      2,
    ],
  ])('%j has %i open lines', (text, lines) => {
    expect(openLines(text)).toBe(lines);
  });
});
