import { describe, expect, it } from 'vitest';
import { explanations } from '../../scripts/mutation/explanations.ts';
import { percentOf, scoreOf, scoresByFile, withTables } from '../../scripts/mutation/mutation-tables.ts';
import { type Explanation, settle } from '../../scripts/mutation/settle-survivors.ts';
import {
  type Mutant,
  mutantsOf,
  withoutSurvivors,
  withoutUnsettled,
} from '../../scripts/mutation/stryker-report.ts';
import { readRepositoryFile } from './repository-files.ts';

const source = 'const half = 0.5;\n\nif (a < b ||\n    c) stop();\n';

function reported(status: string, from: [number, number], to: [number, number], more: object = {}) {
  const [start, end] = [from, to].map(([line, column]) => ({ line, column }));
  return {
    mutatorName: 'ConditionalExpression',
    replacement: 'false',
    status,
    location: { start: start ?? { line: 0, column: 0 }, end: end ?? { line: 0, column: 0 } },
    ...more,
  };
}

const reportOf = (...mutants: ReturnType<typeof reported>[]) => ({
  files: { 'src/statistics/sign.ts': { source, mutants } },
});

const survivor: Mutant = {
  file: 'src/statistics/sign.ts',
  line: 'if (a < b ||',
  change: 'a < b → false',
  mutator: 'ConditionalExpression',
  outcome: 'survived',
};
const killed: Mutant = { ...survivor, change: 'a < b → true', outcome: 'killed' };
const explanation: Explanation = {
  file: 'sign.ts',
  line: 'if (a < b ||',
  changes: ['a < b → false'],
  kind: 'speed',
  reason: 'it stops later.',
};

describe('a mutant of a report', () => {
  it('is told by the line it begins in and by what is put for what', () => {
    const [one] = mutantsOf(reportOf(reported('Survived', [3, 5], [3, 10])));
    expect(one).toEqual(survivor);
  });

  it('is told on one line, cut where it is long', () => {
    const long = 'x'.repeat(200);
    const [one] = mutantsOf(reportOf(reported('Killed', [3, 5], [4, 6], { replacement: long })));
    expect(one?.change).toBe(`a < b || c → ${'x'.repeat(120)}…`);
  });

  it.each([
    ['Killed', 'killed'],
    ['RuntimeError', 'killed'],
    ['Timeout', 'ended'],
    ['Survived', 'survived'],
    ['NoCoverage', 'survived'],
    ['Ignored', 'survived'],
    ['something new', 'survived'],
  ])('that is %s counts as %s', (status, outcome) => {
    expect(mutantsOf(reportOf(reported(status, [1, 14], [1, 17])))[0]?.outcome).toBe(outcome);
  });

  it('is tried again where it sits in what a module runs while it loads, and is not dead yet', () => {
    const kept = [
      reported('Killed', [1, 14], [1, 17], { static: true }),
      reported('Survived', [3, 5], [3, 10], { static: false }),
    ];
    const again = [
      reported('Ignored', [1, 14], [1, 17], { static: true }),
      reported('Survived', [3, 5], [3, 10], { static: true }),
    ];
    expect(withoutUnsettled(reportOf(...kept, ...again))).toEqual(reportOf(...kept));
    expect(withoutSurvivors(reportOf(...kept, ...again))).toEqual(reportOf(...kept.slice(0, 1)));
  });
});

describe('survivors', () => {
  it('are settled by an explanation of their line and change', () => {
    expect(settle([survivor, killed], [explanation])).toEqual({
      explained: [{ survivor, explanation }],
      unexplained: [],
      idle: [],
    });
  });

  it.each([
    ['another file', { file: 'tail.ts' }],
    ['another line', { line: 'if (a < b) {' }],
    ['another change', { changes: ['a < b → true'] }],
  ])('are not settled by that of %s', (_, other) => {
    expect(settle([survivor], [{ ...explanation, ...other }]).unexplained).toEqual([survivor]);
  });

  it('show which explanations are about nothing, among files that were tried', () => {
    const more = { ...explanation, changes: ['a < b → false', 'a < b → true'] };
    const elsewhere = { ...explanation, file: 'tail.ts' };
    expect(settle([survivor, killed], [more, elsewhere]).idle).toEqual([
      { explanation: more, change: 'a < b → true' },
    ]);
  });
});

describe('the tables', () => {
  const ended: Mutant = { ...killed, file: 'src/statistics/tail.ts', outcome: 'ended' };
  const mutants = [survivor, killed, ended];

  it('count outcomes for each file and for all', () => {
    expect(scoreOf(mutants)).toEqual({ mutants: 3, killed: 1, ended: 1, survived: 1 });
    expect([...scoresByFile(mutants).keys()]).toEqual(['sign.ts', 'tail.ts']);
    expect(percentOf(scoreOf(mutants))).toBe('66.6');
    expect(percentOf(scoreOf([]))).toBe('100.0');
  });

  it('replace those that stand in the page, and nothing else', () => {
    const page =
      'before\n<!-- written by npm run mutation -->\nold\n<!-- end of what is written -->\nafter\n';
    const written = withTables(page, mutants, settle(mutants, [explanation]));
    expect(written).toMatch(/^before\n/);
    expect(written).toMatch(/\nafter\n$/);
    expect(written).not.toContain('old');
    expect(written).toContain('**66.6 %** of 3 mutants');
    expect(written).toContain('| `sign.ts` | 2 | 1 | 0 | 1 |');
    expect(written).toContain(
      '| `sign.ts` | `if (a < b \\|\\|` | `a < b → false` | speed: it stops later. |',
    );
    expect(withTables(written, mutants, settle(mutants, [explanation]))).toBe(written);
    expect(() => withTables('a page', mutants, settle(mutants, []))).toThrow(
      'a page with the lines <!-- written by npm run mutation -->',
    );
  });
});

describe('every explained survivor', () => {
  it.each(explanations)('is about a line that $file has: $line', ({ file, line }) => {
    const lines = readRepositoryFile(`src/statistics/${file}`).split('\n');
    expect(lines.map((each) => each.trim())).toContain(line);
  });

  it('stands in docs/mutation.md', () => {
    const page = readRepositoryFile('docs/mutation.md');
    expect(explanations.filter(({ reason }) => !page.includes(reason))).toEqual([]);
  });
});
