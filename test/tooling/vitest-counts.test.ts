import { describe, expect, it } from 'vitest';
import { closingLine } from '../../scripts/report-check.ts';
import { countTests } from '../../scripts/vitest-counts.ts';

function report(counts: object, testResults: readonly object[] = []): string {
  const none = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
  return JSON.stringify({ ...none, ...counts, testResults });
}

describe('counts of a vitest run', () => {
  it('are the passed tests where all is well', () => {
    expect(countTests(report({ numPassedTests: 12 }), 0)).toEqual({ passed: 12, failed: 0, detail: '' });
  });

  it.each([
    ['failed tests', report({ numPassedTests: 3, numFailedTests: 2 }), 1, { passed: 3, failed: 2 }],
    [
      'tests that were skipped',
      report({ numPassedTests: 3, numPendingTests: 1 }),
      0,
      { passed: 3, failed: 1 },
    ],
    [
      'tests that are only planned',
      report({ numPassedTests: 3, numTodoTests: 1 }),
      0,
      { passed: 3, failed: 1 },
    ],
    [
      'files that could not be loaded',
      report({ numPassedTests: 3 }, [{ status: 'failed', assertionResults: [] }]),
      1,
      { passed: 3, failed: 1 },
    ],
    ['a run without any test', report({}), 0, { passed: 0, failed: 1 }],
    ['a run without a report', undefined, 1, { passed: 0, failed: 1 }],
    ['an error outside of any test', report({ numPassedTests: 3 }), 1, { passed: 3, failed: 1 }],
  ])('hold %s against it', (_, text, exitCode, expected) => {
    expect(countTests(text, exitCode)).toMatchObject(expected);
  });
});

describe('the closing line', () => {
  it('adds up all checks in the form that others read', () => {
    const checks = [
      { passed: 1, failed: 0, detail: '' },
      { passed: 41, failed: 2, detail: 'x' },
    ];
    expect(closingLine(checks)).toBe('42 passed, 2 failed');
  });
});
