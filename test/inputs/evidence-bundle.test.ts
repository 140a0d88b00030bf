import canonicalize from 'canonicalize';
import { describe, expect, it } from 'vitest';
import type { EvidenceBundle } from '../../scientist-runtime/contract/evidence-bundle.ts';
import { readEvidenceBundle } from '../../src/inputs/evidence-bundle.ts';
import { bundleOf } from '../report/made-bundle.ts';

const published = await bundleOf('failed');
const bundle: EvidenceBundle = JSON.parse(published);

/** What is said of a bundle with other keys in the place of its own. */
function saidOf(changes: Readonly<Record<string, unknown>>): readonly string[] {
  return problemsIn(JSON.stringify({ ...bundle, ...changes }));
}
function problemsIn(text: string): readonly string[] {
  const read = readEvidenceBundle(text);
  return read.ok ? [] : read.problems.map(({ line, column, message }) => `${line}:${column}: ${message}`);
}
const withPolicy = (changes: object) => saidOf({ policy: { ...bundle.policy, ...changes } });
/** With another row in the place of the third. */
const withRow = (change: (row: readonly (number | string)[]) => unknown) =>
  saidOf({ rows: bundle.rows.map((row, index) => (index === 2 ? change(row) : row)) });
const withCell = (column: number, value: number | string) => withRow((row) => row.with(column, value));

describe('a bundle', () => {
  it('is read with its rows, its policy and its canonical form', () => {
    const read = readEvidenceBundle(JSON.stringify(bundle, null, 2));
    expect(read).toMatchObject({ ok: true, value: { bundle, policy: bundle.policy, canonical: published } });
    expect(read.ok ? read.value.rows.length : 0).toBe(bundle.rows.length);
  });

  it('may hold two rows that are alike: rows have no name, and two answers may come in one millisecond', () => {
    const [first, ...others] = bundle.rows;
    expect(saidOf({ rows: [first, first, ...others] })).toEqual([]);
  });
});

describe('what is no JSON', () => {
  it.each([
    ['', /^1:1: expected JSON: Unexpected end/],
    [published.slice(0, 1_000), /^1:1001: expected JSON: /],
    ['{\n  "rows": [1 2]\n}', /^2:14: expected JSON: Expected ',' or '\]'/],
    ['experiments:\n', /^1:1: expected JSON: Unexpected token/],
  ])('is told with its place', (text, problem) => {
    expect(problemsIn(text)).toEqual([expect.stringMatching(problem)]);
  });
});

describe('what is no bundle is told in one line', () => {
  it.each([
    ['a list', '[]', /found no object/],
    ['nothing', 'null', /found no object/],
    ['an empty object', '{}', /"schemaVersion" is lacking/],
    ['a manifest', '{"schemaVersion": 1, "functions": {}}', /"software" is lacking/],
    [
      'a later bundle',
      '{"schemaVersion": 2, "proof": 1}',
      /^1:1: schemaVersion: expected 1, found 2; version /,
    ],
  ])('%s', (_, text, problem) => {
    expect(problemsIn(text)).toEqual([expect.stringMatching(problem)]);
  });
});

describe('a bundle is refused, with the key that is at fault, for', () => {
  it.each<[string, readonly string[], RegExp]>([
    ['an unknown key', saidOf({ body: 'an answer' }), /unknown key "body"/],
    ['a key of another kind', saidOf({ nowMs: 'today' }), /nowMs: expected a number, found text/],
    ['other columns', saidOf({ columns: bundle.columns.toReversed() }), /columns: expected at, class, /],
    [
      'other classes',
      saidOf({ classes: bundle.classes.slice(1) }),
      /classes: expected at least 6 entries, found 5/,
    ],
    ['rows that are none', saidOf({ rows: {} }), /rows: expected a list, found a map/],
    [
      'a column that is too many',
      withRow((row) => [...row, 'd1', 'd2']),
      /rows\.2.*: expected at most 11 columns/,
    ],
    ['a class that is none', withCell(1, 6), /rows\.2\.1: expected at most 5, found 6/],
    ['a negative duration', withCell(6, -0.5), /rows\.2\.6: expected at least 0, found -0\.5/],
    ['a duration beyond a day', withCell(7, 86_400_001), /row 2 .*candidateMs is from 0 to 86400000/],
    ['a row before the one above', withCell(0, 1), /row 2 .*expected at is not before \d+/],
    ['α of 0', withPolicy({ alphaFail: 0 }), /alphaFail to be a number above 1e-12 and below 0.5/],
    ['α of 1', withPolicy({ alphaPass: 1 }), /alphaPass to be a number above 1e-12 and below 0.5/],
    ['a limit out of range', withPolicy({ errorTolerance: 2 }), /errorTolerance to be a number above 1e-12/],
    [
      'a limit left out',
      withPolicy({ errorTolerance: undefined }),
      /policy\.errorTolerance: expected a number, found nothing/,
    ],
    ['a criterion that is none', withPolicy({ measured: ['luck'] }), /measured\.0 to be one of missing, /],
    ['half a character', saidOf({ repository: 'a\ud800' }), /canonical form \(RFC 8785\)/],
  ])('%s', (_, problems, problem) => {
    expect(problems[0]).toMatch(problem);
  });

  it('a duration that is no finite number', () => {
    const text = published.replace(/("rows":\[\[\d+,\d,\d,\d,\d,\d,)[\d.]+/, '$11e999');
    expect(problemsIn(text)[0]).toMatch(/rows\.0\.6: expected a number, found Infinity/);
  });

  it('a number beyond all bounds where anything may stand', () => {
    const text = published.replace('"configuration":{', '"configuration":{"Size":1e999,');
    expect(problemsIn(text)[0]).toMatch(/Infinity is not allowed.*canonical form/);
  });
});

describe('a key that every object has', () => {
  const criterion = JSON.stringify(bundle.verdict.criteria.errors);

  it.each([
    ['"criteria":{', criterion],
    ['"configuration":{', '"x"'],
  ])('is read where any key may stand, and "__proto__" refused: %s', (place, value) => {
    const withKey = (key: string) => published.replace(place, `${place}"${key}":${value},`);
    expect(problemsIn(withKey('constructor'))).toEqual([]);
    expect(problemsIn(withKey('__proto__'))).toEqual([
      '1:1: expected keys that are all read, found "__proto__"',
    ]);
  });
});

describe('more beside the rows than any gate writes', () => {
  it.each(['"accepted":[', '"notMeasured":['])('is refused without a look at each of it: %s', (place) => {
    const text = published.replace(place, `${place}${'{},'.repeat(1_000_000)}{}],"more":[`);
    expect(problemsIn(text)).toEqual([
      expect.stringMatching(/expected at most \d+ characters beside the rows/),
    ]);
  });
});

describe('more bad rows than anybody mends', () => {
  it.each([
    ['a million empty ones', '[],'.repeat(1_000_000), /rows\.0\.0: expected a number, found nothing/],
    [
      'one of a million columns',
      `[${'0,'.repeat(1_000_000)}0],`,
      /rows\.0\.10: expected text, found a number/,
    ],
  ])('are told by the first of them: %s', (_, rows, problem) => {
    const problems = problemsIn(published.replace('"rows":[', `"rows":[${rows}`));
    expect(problems.some((one) => problem.test(one))).toBe(true);
    expect(problems.filter((one) => !one.includes('rows.0'))).toEqual([]);
  });
});

describe('deep nesting', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

  it('is read where anything may stand', () => {
    const text = published.replace('"configuration":{', `"configuration":{"Deep":${deep},`);
    const read = readEvidenceBundle(text);
    expect(read.ok && canonicalize(JSON.parse(text)) === read.value.canonical).toBe(true);
  });

  it.each([
    ['{"schemaVersion":DEEP}', /schemaVersion: expected 1, found another kind of value/],
    [
      published.replace(/"pullRequest":\d+/, '"pullRequest":DEEP'),
      /pullRequest: expected a number, found a list/,
    ],
    [published.replace('"fidelity":', '"fidelty":DEEP,"fidelity":'), /policy: unknown key "fidelty"/],
  ])('is refused elsewhere like any other value', (text, problem) => {
    for (const value of [deep, '['.repeat(5_000) + ']'.repeat(5_000)]) {
      expect(problemsIn(text.replace('DEEP', value))[0]).toMatch(problem);
    }
  });
});
