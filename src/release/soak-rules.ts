import { mayAs } from './authorisation.ts';
import { filesOf } from './concerned.ts';
import { subjectFor } from './evidence-sides.ts';
import type { Facts, PackageFacts } from './facts.ts';
import { sameRecord, wantedSoak } from './release-record.ts';
import { detachIdle, isPromoted, pauseSoak, rest, type Situation, stopShadowing } from './situation.ts';
import type { Step } from './step.ts';

/** Somebody pointed an attached route elsewhere: that is reported and never fought, and the soak is over. */
export function giveUpMovedRoute({ facts }: Situation): Step | null {
  const { attachment, override } = facts.stores;
  if (attachment === null || override !== null || facts.route !== 'elsewhere') {
    return null;
  }
  return facts.stores.soak?.shadowing === 'on'
    ? stopShadowing(facts, 'soak', 'the route was pointed elsewhere, so no request would reach it')
    : detachIdle(facts);
}

/** Without one control that configuration and definition agree on nothing is compared: what was begun is taken down. */
export function giveUpUndefined({ facts }: Situation): Step | null {
  const { defined, agreed, soak } = facts.stores;
  if (defined && agreed) {
    return null;
  }
  const reason = defined ? 'other-control' : 'undefined-experiment';
  return soak?.shadowing === 'on'
    ? pauseSoak(facts, 'experiments.yml does not name its control any more')
    : (detachIdle(facts) ?? rest({ reason }));
}

/** States of the package in which an earlier head's soak has no successor to wait for. */
const withoutSuccessor: readonly PackageFacts['state'][] = [
  'failed',
  'unusable',
  'unclonable',
  'refused',
  'absent',
  'unchanged',
];

/** The soak of an earlier head ends where the present one brings nothing that could be soaked. */
export function endStaleSoak({ facts }: Situation): Step | null {
  const { packaged, stores } = facts;
  if (packaged.state === 'ready' || packaged.state === 'known') {
    return null;
  }
  if (stores.soak?.shadowing !== 'on') {
    return detachIdle(facts);
  }
  return withoutSuccessor.includes(packaged.state)
    ? pauseSoak(facts, 'the present head has nothing to soak')
    : null;
}

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
    case 'refused':
      return rest({ reason: 'setting-refused', problem: packaged.problem });
    case 'absent':
      return rest({ reason: 'not-packaged', files: changedOf(facts) });
    case 'unchanged':
      return rest({ reason: 'nothing-changed' });
    case 'ready':
    case 'known':
      return null;
  }
}

/** Its changed files; null where GitHub does not list all of them. */
function changedOf({ function: fn, pullRequest: { changedFiles } }: Facts): readonly string[] | null {
  return changedFiles === null ? null : filesOf(fn, changedFiles);
}

/**
 * A stranger's code runs beside production only after somebody with write access has read it. A stranger is everybody
 * with a fork, and in a public repository everybody who does not maintain it: of those who may push there, many are
 * known by nothing but their contributions.
 */
export function waitForConsent({ facts, history }: Situation): Step | null {
  const { pullRequest } = facts;
  return isStrangers(facts) && !history.consentedTo(pullRequest.headSha)
    ? rest({ reason: 'needs-consent' })
    : null;
}

function isStrangers({ pullRequest, repositoryPrivate }: Facts): boolean {
  const { fromFork, leastPermission } = pullRequest;
  return (
    fromFork || (!repositoryPrivate && (leastPermission === null || !mayAs(leastPermission, 'maintain')))
  );
}

/** Two promotions on top of each other have no clear way back. */
export function waitForOtherPromotion({ facts }: Situation): Step | null {
  const { override } = facts.stores;
  return override !== null && !isPromoted(facts)
    ? rest({ reason: 'other-promotion', release: override.release })
    : null;
}

/** Content that failed is not asked until it passes: another pull request with it ends where the first one did. */
export function restKnownBad({ facts, history }: Situation): Step | null {
  const subject = subjectFor(facts);
  const failed = subject === null ? null : history.failedElsewhere(subject);
  if (failed === null) {
    return null;
  }
  const { pullRequest, atMs } = failed;
  return facts.stores.soak?.shadowing === 'on'
    ? stopShadowing(facts, 'soak', `the same content failed in pull request ${pullRequest}`)
    : (detachIdle(facts) ?? rest({ reason: 'known-bad', pullRequest, atMs }));
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
