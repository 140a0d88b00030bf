import { sameRecord, wantedSoak } from './release-record.ts';
import { isPromoted, rest, type Situation } from './situation.ts';
import type { Step } from './step.ts';

/** Without a package that holds something new there is nothing to deploy. */
export function restWithoutPackage({ facts }: Situation): Step | null {
  const { packaged } = facts;
  switch (packaged.state) {
    case 'none':
      return rest({ reason: 'no-package' });
    case 'running':
      return rest({ reason: 'package-running' });
    case 'failed':
      return rest({ reason: 'package-failed' });
    case 'unusable':
      return rest({ reason: 'package-unusable', problem: packaged.problem });
    case 'unclonable':
      return rest({ reason: 'cannot-clone', problem: packaged.problem });
    case 'absent':
      return rest({ reason: 'not-packaged' });
    case 'unchanged':
      return rest({ reason: 'nothing-changed' });
    case 'ready':
    case 'known':
      return null;
  }
}

/** A stranger's code sees production requests only after somebody with write access has read it. */
export function waitForConsent({ facts, history }: Situation): Step | null {
  const { pullRequest } = facts;
  return pullRequest.fromFork && !history.consentedTo(pullRequest.headSha)
    ? rest({ reason: 'needs-consent' })
    : null;
}

/** Two promotions on top of each other have no clear way back. */
export function waitForOtherPromotion({ facts }: Situation): Step | null {
  const { override } = facts.stores;
  return override !== null && !isPromoted(facts)
    ? rest({ reason: 'other-promotion', release: override.release })
    : null;
}

/** The twin first: a candidate without its like proves nothing. */
export function deployTwin({ facts }: Situation): Step | null {
  return facts.deployed.twin === null ? { kind: 'deploy-twin' } : null;
}

/** The candidate, once its twin stands. */
export function deployCandidate({ facts }: Situation): Step | null {
  return facts.deployed.candidate === null ? { kind: 'deploy-candidate' } : null;
}

/** The record in `releases.json` is brought to what the facts ask for. */
export function registerSoak({ facts }: Situation): Step | null {
  const record = wantedSoak(facts);
  return record !== null && !sameRecord(record, facts.stores.soak) ? { kind: 'register', record } : null;
}

/** Front goes onto the route only while something is to be compared. */
export function attachRoute({ facts }: Situation): Step | null {
  const { api, attachment, soak } = facts.stores;
  return api !== null && attachment === null && soak?.shadowing === 'on' ? { kind: 'attach' } : null;
}
