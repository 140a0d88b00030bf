import type { CheckOutcome } from './report-check.ts';

/** The part of vitest's JSON report that counting needs. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

/**
 * Counts from vitest's JSON report and exit code. A test that did not run counts as failed, and so does a file that
 * could not be loaded; a run without any test, or one that ended badly for another reason, is one failure.
 */
export function countTests(reportText: string | undefined, exitCode: number): CheckOutcome {
  if (reportText === undefined) return { passed: 0, failed: 1, detail: 'vitest ended without a report.' };
  const report: VitestReport = JSON.parse(reportText);
  const notRun = report.numPendingTests + report.numTodoTests;
  const notLoaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  const passed = report.numPassedTests;
  const failed = report.numFailedTests + notRun + notLoaded;
  const detail = `${report.numFailedTests} tests failed, ${notRun} did not run, ${notLoaded} files could not be loaded.`;
  if (failed > 0) return { passed, failed, detail };
  if (passed === 0) return { passed, failed: 1, detail: 'No test was executed.' };
  if (exitCode !== 0)
    return { passed, failed: 1, detail: `vitest ended with exit code ${exitCode}; see its report above.` };
  return { passed, failed, detail: '' };
}
