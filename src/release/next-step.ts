import type { Verdict } from '../statistics/verdict.ts';
import { restOnExpiredEvidence } from './evidence-age.ts';
import type { Facts } from './facts.ts';
import { History } from './history.ts';
import { acknowledgeCommands, rollBackOnRequest, stopOnRequest } from './people-rules.ts';
import { cleanUpAfterClose, restAfterRollback, watchWhatWasPromoted } from './production-rules.ts';
import { type Rule, rest, type Situation } from './situation.ts';
import {
  attachRoute,
  deployCandidate,
  deployTwin,
  endStaleSoak,
  giveUpMovedRoute,
  giveUpUndefined,
  registerSoak,
  restKnownBad,
  restWithoutPackage,
  waitForConsent,
  waitForOtherPromotion,
} from './soak-rules.ts';
import type { Step } from './step.ts';
import { promoteApproved, publishVerdict, restByVerdict, stopAfterVerdict } from './verdict-rules.ts';

/** Order matters: people first, then what makes production safer, then what moves the release on. */
const rules: readonly Rule[] = [
  acknowledgeCommands,
  rollBackOnRequest,
  watchWhatWasPromoted,
  restAfterRollback,
  cleanUpAfterClose,
  stopOnRequest,
  giveUpMovedRoute,
  giveUpUndefined,
  endStaleSoak,
  restWithoutPackage,
  waitForConsent,
  waitForOtherPromotion,
  restKnownBad,
  deployTwin,
  deployCandidate,
  registerSoak,
  attachRoute,
  restOnExpiredEvidence,
  publishVerdict,
  stopAfterVerdict,
  promoteApproved,
  restByVerdict,
];

/**
 * The next step of a release: the first rule that applies. The phase of a release is the name of this step; it
 * is derived anew on each run and never stored, so a run that died is simply run again.
 */
export function nextStep(facts: Facts, verdict: Verdict | null): Step {
  const situation: Situation = {
    facts,
    verdict,
    history: new History(facts.journal, facts.pullRequest.number),
  };
  for (const rule of rules) {
    const step = rule(situation);
    if (step !== null) {
      return step;
    }
  }
  return rest({ reason: 'collecting' });
}
