import type { VerdictEntry } from '../../scientist-runtime/contract/journal.ts';
import type { Policy } from '../../src/release/policy.ts';
import type { PullRequestFacts, Review } from '../../src/release/pull-request-facts.ts';
import { config } from '../gate/config.ts';
import { madeReview } from '../gate/release-life.ts';
import { World } from '../gate/world.ts';

const world = new World();

/** Ana's pull request, to which Paul pushed last: whoever else has write access may approve it. */
export const pullRequest: PullRequestFacts = {
  ...world.pullRequest,
  author: 'ana',
  lastPusher: 'paul',
};

/** The pass that an approval of this head has to come after: published at 1,000 ms. */
export const published: VerdictEntry = {
  id: 'verdict#1',
  kind: 'verdict',
  evidenceKey: 'k',
  decision: 'pass',
  reasons: [],
  evidenceSha256: 'f'.repeat(64),
  rows: 400,
  atMs: 1_000,
  pullRequest: pullRequest.number,
  headSha: pullRequest.headSha,
};

/** Ben's approval of this head a second after the verdict, which counts, but for what is changed. */
export function reviewWith(changes: Partial<Review> = {}): Review {
  return { ...madeReview(world), submittedAtMs: 2_000, ...changes };
}

/** The policy of the tests, but for what is changed. */
export function policyWith(changes: Partial<Policy> = {}): Policy {
  return { ...config.policy, ...changes };
}
