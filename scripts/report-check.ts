/** How one check ended. */
export interface CheckOutcome {
  readonly passed: number;
  readonly failed: number;
  /** What a person needs to see: the output of a failure, or why there was nothing to do. Empty if all is well. */
  readonly detail: string;
}

/** Runs a check, prints one line with its time, and everything it has to say below if it failed. */
export async function reportCheck(name: string, check: () => Promise<CheckOutcome>): Promise<CheckOutcome> {
  const start = performance.now();
  const outcome = await check();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const mark = outcome.failed === 0 ? 'ok  ' : 'FAIL';
  const counts =
    outcome.passed + outcome.failed === 1 ? '' : `, ${outcome.passed} passed, ${outcome.failed} failed`;
  const remark = outcome.failed === 0 && outcome.detail !== '' ? `, ${outcome.detail}` : '';
  console.log(`${mark} ${name} (${seconds} s${counts}${remark})`);
  if (outcome.failed > 0) console.log(outcome.detail);
  return outcome;
}

/** The closing line of a run. */
export function closingLine(outcomes: readonly CheckOutcome[]): string {
  const sum = (of: 'passed' | 'failed') => outcomes.reduce((total, outcome) => total + outcome[of], 0);
  return `${sum('passed')} passed, ${sum('failed')} failed`;
}
