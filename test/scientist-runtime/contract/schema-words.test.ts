import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { parseExperiments } from '../../../scientist-runtime/contract/experiments.ts';
import { parseManifest } from '../../../scientist-runtime/contract/manifest.ts';
import { inWords } from '../../../scientist-runtime/contract/schema-words.ts';

function said(schema: z.ZodType, value: unknown): string {
  return schema.safeParse(value, { error: inWords }).error?.issues[0]?.message ?? '';
}

describe('a fault', () => {
  it.each<[string, z.ZodType, unknown, string]>([
    ['nothing', z.string(), undefined, 'expected text, found nothing'],
    ['null', z.object({}), null, 'expected a map, found nothing'],
    ['a list', z.record(z.string(), z.string()), [], 'expected a map, found a list'],
    ['a number', z.string(), 5, 'expected text, found a number'],
    ['a fraction', z.number().int(), 1.5, 'expected a whole number, found a number with a fraction'],
    ['text', z.array(z.string()), 'hush', 'expected a list, found text'],
    ['a truth', z.number(), true, 'expected a number, found true'],
    ['another word', z.enum(['on', 'off']), 'of', 'expected one of "on", "off", found "of"'],
    ['a long text', z.enum(['on', 'off']), 'x'.repeat(41), 'expected one of "on", "off", found text'],
    ['another number', z.literal(1), 2, 'expected 1, found 2'],
    ['too little', z.number().min(128), 5, 'expected at least 128, found 5'],
    ['too much', z.number().lt(1), 1, 'expected less than 1, found 1'],
    ['an empty text', z.string().min(1), '', 'expected at least 1 character, found nothing'],
    ['a long list', z.array(z.string()).max(1), ['a', 'b'], 'expected at most 1 entry, found 2'],
    ['another form', z.string().regex(/^a+$/), 'hush', 'expected text of the form /^a+$/'],
    [
      'another key',
      z.record(z.string().regex(/^a$/, 'expected a'), z.null()),
      { b: null },
      'expected another name as key: expected a',
    ],
    ['neither of two', z.union([z.string(), z.number()]), true, 'expected something else, found true'],
    ['what the schema has words for', z.string({ error: 'expected a name' }), 5, 'expected a name'],
  ])('that is %s is told in words', (_, schema, value, words) => {
    expect(said(schema, value)).toBe(words);
  });
});

describe('no phrase of the library', () => {
  const library = /invalid|received|too small|too big|unrecognized/i;

  it.each([
    '',
    'experiments: []',
    'experiments:\n  a: 1',
    'experiments:\n  a:\n    path: 5',
    'experiments:\n  a b: {}',
    'experiments:\n  a:\n    path: a\n    sample: 2\n    shadowing: maybe\n    methods: [GETT]\n    comparators: []\n    api: {id: a}\n    what: 1',
  ])('is in what is said of the definition %j', (text) => {
    const parsed = parseExperiments(text);
    const messages = parsed.ok ? [] : parsed.problems.map(({ message }) => message);
    expect(messages).not.toEqual([]);
    expect(messages.filter((message) => library.test(message))).toEqual([]);
  });

  it.each([
    '[]',
    '{}',
    '{"schemaVersion": 2, "functions": {"a b": {}}}',
    '{"schemaVersion": 1, "functions": {"a": {"artifact": 1, "memoryMb": 1, "timeoutSeconds": 1.5, "architecture": "mips", "environment": {"1": "x"}, "more": 1}}}',
  ])('is in what is said of the manifest %s', (text) => {
    const parsed = parseManifest(text);
    const messages = parsed.ok ? [] : parsed.problems.map(({ message }) => message);
    expect(messages).not.toEqual([]);
    expect(messages.filter((message) => library.test(message))).toEqual([]);
  });
});
