import type { FunctionOutcome, PullRequestOutcome } from '../../src/release/outcome.ts';
import { renderEvidencePage } from '../../src/report/evidence-page.ts';

/** The one function of an outcome, with samples that its policy allows to show. Throws where there is none. */
export function functionOf(outcome: PullRequestOutcome | undefined): FunctionOutcome {
  const fn = outcome?.functions[0];
  if (fn === undefined) {
    throw new Error('the outcome has no function');
  }
  return { ...fn, facts: { ...fn.facts, policy: { ...fn.facts.policy, samples: 'show' } } };
}

/** Its evidence page, under a hash that is none. Throws where it has no verdict. */
export function pageOf({ facts, verdict }: FunctionOutcome): string {
  if (verdict === null) {
    throw new Error('the function has no verdict');
  }
  return renderEvidencePage(facts, verdict, 'f'.repeat(64));
}
