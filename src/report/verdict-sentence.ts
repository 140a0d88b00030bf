import type { Facts } from '../release/facts.ts';
import type { FunctionOutcome } from '../release/outcome.ts';
import type { Verdict } from '../statistics/verdict.ts';
import { failedHeadline } from './headline-failed.ts';
import { inconclusiveHeadline, invalidHeadline } from './headline-open.ts';
import { readyClaim } from './headline-ready.ts';
import { plainText } from './marks.ts';
import { counted } from './quantity.ts';

/** The verdict in a sentence of plain text that stays true: nothing of who may do what next. */
export function verdictSentence(facts: Facts, verdict: Verdict): string {
  const outcome = (reason: 'failed' | 'invalid' | 'inconclusive'): FunctionOutcome => ({
    facts,
    verdict,
    rest: { reason },
  });
  switch (verdict.decision) {
    case 'pass':
      return `${facts.function.key} passed${readyClaim({ facts, verdict })}`;
    case 'fail':
      return failedHeadline(outcome('failed'), plainText);
    case 'invalid':
      return invalidHeadline(outcome('invalid'), plainText);
    case 'inconclusive':
      return inconclusiveHeadline(outcome('inconclusive'), plainText);
    case 'collecting':
      return `${facts.function.key} is being compared: ${counted(verdict.counts.observed, 'request')} so far.`;
  }
}
